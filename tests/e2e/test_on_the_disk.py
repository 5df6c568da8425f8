"""What lies on the disk of a till's machine, and what of it its user leaves behind.

There is no stock control: stock keeps all in clear, and drops nothing when its user signs out.
"""

from pathlib import Path

from tests.e2e import places, scenarios
from tests.till import storage
from tests.till.customers import Customers
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

OURS = "pos-offline-store"
STOCK = "point-of-sale-"
# What is written a moment after it is shown: the cashier's place, and the list of last orders.
DELETE_ORDER = """async () => {
    const order = posmodel.getOrder();
    posmodel.removeOrder(order, false);
    posmodel.addNewOrder();
    return (await odoo.posSessionRecovery.list()).length;
}"""
# What the panel of what waits lists.
SHOWN = "() => posmodel.syncStatus.read().map(({ title }) => title)"
READ_BACK = """async () => {
    const store = posmodel.env.services.pos_offline_store;
    const [{ value }] = await store.getAll("outbox");
    return value.payload.values.name;
}"""
SLOTS = "() => Object.keys(localStorage).filter((key) => key.includes('_recovery.place'))"


def areas(till):
    """Names of the areas of the suite's own store in which something is kept."""
    keys = till.evaluate(
        """async (prefix) => {
        const databases = await indexedDB.databases();
        const { name } = databases.find((each) => each.name.startsWith(prefix));
        const done = (request) => new Promise((resolve) => {
            request.onsuccess = () => resolve(request.result);
        });
        const database = await done(indexedDB.open(name));
        const records = database.transaction("records").objectStore("records");
        const keys = await done(records.getAllKeys());
        database.close();
        return keys;
    }""",
        OURS,
    )
    return {area for area, _id in keys}


def test_sign_out_drops_what_is_a_copy_and_keeps_what_is_not_sent(till, shop):
    scenarios.visit_twice(till, shop)
    customers = Customers(till)
    till.add_product(PRODUCT)
    places.settle(till, shop)
    assert till.evaluate(DELETE_ORDER) > 0
    wait_until(lambda: till.evaluate(SLOTS), what="a copy of the place")
    wait_until(lambda: "recovery_ring" in areas(till), what="the list of last orders")
    assert "Azure Interior" in storage.database_text(till.page, STOCK)
    shop.unplug()
    customers.create(name="Susan Waits", phone="+32 470 99 88 77")
    till.evaluate("() => posmodel.getOrder().setPartner(false)")
    shop.start_server()
    shop.line.mode("502", path="apply_offline_operations")
    till.sign_out()
    wait_until(lambda: "recovery_ring" not in areas(till), what="the list dropped")
    wait_until(lambda: not till.evaluate(SLOTS), what="the copies dropped")
    wait_until(
        lambda: "Azure Interior" not in storage.database_text(till.page, STOCK),
        what="stock's copy of the customers dropped",
    )
    assert "outbox" in areas(till)
    shop.line.mode("pass")
    till.sign_in("admin")
    till.open_shop(FURNITURE)
    Customers(till).wait_through()
    found = shop.rpc("res.partner", "search_read", [["name", "=", "Susan Waits"]], ["phone"])
    assert len(found) == 1


def test_sign_out_keeps_the_open_order_for_its_cashier(till, shop):
    scenarios.visit_twice(till, shop)
    before = places.fill_order(till)
    places.settle(till, shop)
    till.wait_written()
    till.sign_out()
    wait_until(lambda: not till.evaluate(SLOTS), what="the copies dropped")
    till.sign_in("admin")
    till.open_shop(FURNITURE, from_backend=False)
    assert places.wait_place(till)["lines"] == before["lines"]


def test_the_files_of_the_browser_name_no_customer_who_waits(till, shop):
    scenarios.visit_twice(till, shop)
    shop.unplug()
    leave_a_customer(till, "Susan Waits")
    assert till.evaluate(READ_BACK) == "Susan Waits"
    till.close()
    databases, texts = files(till, "IndexedDB"), files(till, "Local Storage")
    # What stock keeps is in clear, so the search does find what can be found.
    assert mentions(databases, "Azure Interior")
    for secret in ("Susan Waits", "99 88 77", "Zwaagwesteinde"):
        assert not mentions(databases, secret), secret
    assert not mentions(texts, "99 88 77")
    assert not mentions(texts, "Zwaagwesteinde")


def test_another_user_sees_nothing_of_who_waits_and_the_owner_sees_it_again(till, shop):
    scenarios.visit_twice(till, shop)
    shop.unplug()
    leave_a_customer(till, "Olga Waits")
    shop.start_server()
    shop.line.mode("502", path="apply_offline_operations")
    change_user(till, shop, "cashier")
    assert till.evaluate(SHOWN) == []
    customers = Customers(till)
    customers.open_list()
    assert customers.search("Olga Waits") == []
    change_user(till, shop, "admin")
    wait_until(lambda: till.evaluate(SHOWN) == ["Olga Waits"], what="who waits")
    customers.open_list()
    assert customers.search("Olga Waits") == ["Olga Waits"]
    shop.line.mode("pass")
    customers.wait_through()


def leave_a_customer(till, name):
    """Enter a customer without the server, on no order."""
    Customers(till).create(name=name, phone="+32 470 99 88 77", city="Zwaagwesteinde")
    till.evaluate("() => posmodel.getOrder().setPartner(false)")


def change_user(till, shop, login):
    """Sign out, by the sign-in page as always, and in as somebody else."""
    till.context.clear_cookies()
    till.visit(f"{till.origin}/web/login")
    till.wait_state("sign-in")
    till.sign_in_quickly(shop.database, login)
    till.open_shop(FURNITURE)


def files(till, folder):
    """Contents of what the browser has written to the disk for all pages."""
    found = (Path(till.profile) / "Default" / folder).rglob("*")
    return [file.read_bytes() for file in found if file.is_file()]


def mentions(contents, text):
    """Whether a text is in one of the files, in one of the ways in which a browser writes texts."""
    ways = [text.encode(encoding) for encoding in ("latin-1", "utf-16-le")]
    return any(way in content for way in ways for content in contents)
