"""Nobody sees what another user stored, nothing unsynced is lost, databases do not mix."""

import pytest

from dev import databases
from dev.odoo_server import OdooServer
from tests.e2e import scenarios
from tests.till import storage
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.waiting import wait_until

USER_STORE = "pos-offline-cache-user"
ANSWERS = """async (prefix) => {
    for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith(prefix)) { continue; }
        const database = await new Promise((resolve) => {
            const request = indexedDB.open(name);
            // Removed since it was listed: it must not come into being by being looked for.
            request.onupgradeneeded = () => request.transaction.abort();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => resolve(null);
        });
        if (!database) { return 0; }
        const count = await new Promise((resolve) => {
            const store = database.transaction("answers").objectStore("answers");
            store.count().onsuccess = (event) => resolve(event.target.result);
        });
        database.close();
        return count;
    }
    return 0;
}"""


def stored_answers(till):
    """How many encrypted texts (pages, answers) are stored for users in this browser."""
    return till.evaluate(ANSWERS, USER_STORE)


def test_sign_out_drops_the_page_and_the_answers_of_the_user(till, shop):
    scenarios.visit_once(till, shop)
    assert stored_answers(till) > 0
    till.sign_out()
    wait_until(
        lambda: storage.database_text(till.page, USER_STORE) == "",
        what="nothing left in the user's database",
    )
    shop.unplug()
    till.visit(till.shop_url(FURNITURE))
    till.wait_state("emergency")


def test_sign_out_keeps_an_order_that_is_not_on_the_server_yet(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("502", path="sync_from_ui")
    sale = till.sell(PRODUCT)
    till.wait_written()
    till.sign_out()
    shop.line.mode("pass")
    assert shop.orders(sale["uuid"]) == []
    till.sign_in("admin")
    till.open_shop(FURNITURE)
    assert len(shop.wait_paid(sale["uuid"])) == 1


def test_a_second_user_has_their_own_name_and_rights_also_by_the_plain_address(till, shop):
    assert scenarios.name_of_a_second_user(till, shop) == "Casey Cashier"


def test_a_second_user_never_gets_the_page_of_the_first(till, shop):
    scenarios.visit_once(till, shop)
    scenarios.visit_once(till, shop, CLOTHES)
    # No sign-out in between: somebody else's session simply takes over.
    till.context.clear_cookies()
    till.sign_in("cashier")
    scenarios.visit_once(till, shop)
    shop.unplug()
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    assert till.evaluate("() => posmodel.user.login ?? posmodel.user.name") != "Mitchell Admin"
    till.visit(till.shop_url(CLOTHES))
    till.wait_state("emergency")


def test_the_sign_in_page_forgets_the_user_before(till, shop):
    scenarios.visit_once(till, shop)
    till.context.clear_cookies()
    till.visit(f"{till.origin}/web/login")
    till.wait_state("sign-in")
    wait_until(lambda: stored_answers(till) == 0, what="nothing stored for a user")


@pytest.fixture
def other_server(postgres, shop):
    """A second database of the suite, to be put behind the same origin."""
    name = databases.fresh_copy(postgres, "suite", "test_other_database_suite")
    with OdooServer(postgres, name) as server:
        yield server
    databases.drop(postgres, name)


def test_another_database_on_the_same_origin_does_not_mix(till, shop, other_server):
    scenarios.visit_once(till, shop)
    first = set(storage.cache_names(till.page))
    port, shop.line.upstream_port = shop.line.upstream_port, other_server.port
    try:
        till.context.clear_cookies()  # the session is one of the other database
        till.sign_in("admin")
        scenarios.visit_once(till, shop)
        second = set(storage.cache_names(till.page)) - first
        assert second
        shop.line.mode("refuse")
        till.reload()
        assert till.opens()
        assert till.evaluate("() => odoo.info.db") == "test_other_database_suite"
    finally:
        shop.line.upstream_port = port
