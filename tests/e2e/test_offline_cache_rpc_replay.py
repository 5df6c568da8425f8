"""Listed reads are answered without the server, for their own question only, encrypted at rest."""

import pytest

from tests.e2e import scenarios
from tests.till import storage
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

NAME, MAIL = "Zephyrine Quillfeather", "zephyrine@quillfeather.example"
LOOK_UP = """async (name) => {
    const domain = [["name", "ilike", name + "%"]];
    const found = await posmodel.data.orm.call(
        "res.partner", "get_new_partner", [posmodel.config.id, domain, 0]);
    return found["res.partner"].map((partner) => partner.name);
}"""
# What a call comes to, in one word; "lost" is what stock's callers expect without a server.
OUTCOME = """async ([model, method, args]) => {
    try {
        await posmodel.data.orm.call(model, method, args);
        return "answered";
    } catch (error) {
        return error.constructor.name === "ConnectionLostError" ? "lost" : String(error);
    }
}"""
KEYS_EXTRACTABLE = """async () => {
    const open = (name) => new Promise((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
    });
    const all = (store) => new Promise((resolve) => {
        const request = store.getAll();
        request.onsuccess = () => resolve(request.result);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith("pos-offline-cache")) { continue; }
        const database = await open(name);
        for (const table of database.objectStoreNames) {
            for (const value of await all(database.transaction(table).objectStore(table))) {
                if (value instanceof CryptoKey) { found.push(value.extractable); }
            }
        }
        database.close();
    }
    return found;
}"""


@pytest.fixture
def customer(shop):
    """A customer that the till can only have from a look-up; removed at the end."""

    def create():
        made.append(shop.rpc("res.partner", "create", {"name": NAME, "email": MAIL}))

    made = []
    yield create
    shop.plug()
    shop.rpc("res.partner", "unlink", made)


def test_a_customer_looked_up_online_is_found_again_without_the_server(till, shop, customer):
    scenarios.visit_once(till, shop)
    customer()
    assert till.evaluate(LOOK_UP, NAME) == [NAME]
    assert scenarios.opens_unplugged(till, shop)
    till.wait_ready()
    assert till.evaluate(LOOK_UP, NAME) == [NAME]


def pick_customer(till, name):
    """Look a customer up in the list as a cashier does, and put it on the order."""
    till.page.click(".set-partner")
    till.page.fill(".modal-header input", name)
    line = f".partner-line:has-text('{name}')"
    till.page.wait_for_selector(f"{line}, .modal .fa-users")
    till.page.press(".modal-header input", "Enter")
    till.page.click(line)
    wait_until(lambda: till.order()["partner"] == name, what=f"the order of {name}")


def test_a_customer_once_found_is_picked_from_the_list_without_the_server(till, shop, customer):
    scenarios.visit_once(till, shop)
    customer()
    pick_customer(till, NAME)
    till.wait_written()
    assert scenarios.opens_unplugged(till, shop)
    till.wait_ready()
    till.evaluate("() => posmodel.addNewOrder()")
    pick_customer(till, NAME)


def test_a_question_never_asked_fails_as_a_lost_connection_does(till, shop):
    scenarios.visit_once(till, shop)
    shop.unplug()
    call = ["res.partner", "get_new_partner", [FURNITURE, [["name", "ilike", "never asked"]], 0]]
    assert till.evaluate(OUTCOME, call) == "lost"


def test_open_orders_are_never_replayed(till, shop):
    scenarios.visit_once(till, shop)
    till.reload()
    till.wait_ready()
    shop.unplug()
    call = ["pos.config", "read_config_open_orders", [FURNITURE, [], {"pos.order": []}]]
    assert till.evaluate(OUTCOME, call) == "lost"


def test_what_was_looked_up_is_nowhere_readable_in_our_stores(till, shop, customer):
    scenarios.visit_once(till, shop)
    customer()
    till.evaluate(LOOK_UP, NAME)
    till.reload()
    till.wait_ready()
    texts = storage.database_text(till.page, "pos-offline-cache")
    texts += storage.cached_text(till.page, "pos-offline-cache")
    for secret in (NAME, MAIL, PRODUCT, "access_token", "csrf_token"):
        assert secret not in texts


def test_the_key_cannot_leave_the_browser(till, shop):
    scenarios.visit_once(till, shop)
    assert till.evaluate(KEYS_EXTRACTABLE) == [False]


def test_a_till_whose_own_database_is_lost_opens_with_all_products(till, shop):
    scenarios.visit_once(till, shop)
    count = "() => posmodel.models['product.product'].length"
    products = till.evaluate(count)
    own = [name for name in storage.databases(till.page) if name.startswith("point-of-sale-")]
    till.visit(f"{till.origin}/web/static/img/favicon.ico")
    for name in own:
        scenarios.delete_database(till, name)
    shop.unplug()
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    assert till.evaluate(count) == products > 0
    till.add_product(PRODUCT)


def test_settings_changed_on_the_server_are_not_hidden_by_an_answer_of_before(till, shop):
    scenarios.visit_once(till, shop)
    shop.rpc("pos.config", "write", [FURNITURE], {"name": "Furniture Shop renamed"})
    till.visit(till.shop_url(FURNITURE, from_backend=True))
    till.wait_ready()
    assert till.evaluate("() => posmodel.config.name") == "Furniture Shop renamed"
