"""With Odoo's employees and restaurant installed: a table's order goes to another till as it is."""

import pytest

from tests.e2e.sync_scenarios import expire_waiting, lines_of
from tests.e2e.test_multi_session_sync import wait_state
from tests.till.shop import CLOTHES, FURNITURE
from tests.till.sync_orders import SEND, SyncTill, allow_routes
from tests.waiting import wait_until

SEAT = """async (id) => {
    const table = posmodel.models["restaurant.table"].get(id);
    const order = posmodel.addNewOrder({ table_id: table });
    posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
}"""
COURSES = """() => posmodel.getOrder().course_ids.map((course) => [course.index,
    course.line_ids.map((line) => line.full_product_name)])"""
HEAD = """() => {
    const order = posmodel.getOrder();
    return { name: order.floating_order_name, guests: order.customer_count,
             table: order.table_id?.table_number || null };
}"""
ADD = """async () => {
    const product = posmodel.models["product.template"].find((one) => one.available_in_pos
        && !one.isConfigurable() && !one.isCombo() && one.tracking === "none");
    await posmodel.addLineToCurrentOrder({ product_tmpl_id: product });
}"""
MERGE = """async ([source, dest]) => {
    const find = (uuid) => posmodel.models["pos.order"].getBy("uuid", uuid);
    await posmodel.mergeOrders(find(source), find(dest));
    posmodel.navigate("ProductScreen", { orderUuid: dest });
}"""

KIND = "suite_with_others"


@pytest.fixture(scope="module")
def table(shop):
    """Two restaurants with employees Ann and Bob and one floor; returns the id of its table."""
    for name in ("Ann", "Bob"):
        shop.rpc("hr.employee", "create", {"name": name})
    values = {"module_pos_hr": True, "module_pos_restaurant": True}
    for config_id in (FURNITURE, CLOTHES):
        shop.rpc("pos.config", "write", [config_id], values)
    allow_routes(shop)
    floor = {"name": "Garden", "pos_config_ids": [[4, FURNITURE], [4, CLOTHES]]}
    floor = shop.rpc("restaurant.floor", "create", floor)
    values = {"table_number": 7, "floor_id": floor, "seats": 2}
    return shop.rpc("restaurant.table", "create", values | {"position_h": 10, "position_v": 10})


@pytest.fixture
def open_as(make_till, shop):
    """Function that opens a point of sale as an employee; nothing of before waits for anybody."""
    expire_waiting(shop)
    with lines_of(shop) as make_line:

        def open_(config_id, name):
            opened = [["config_id", "=", config_id], ["state", "=", "opened"]]
            is_open = shop.rpc("pos.session", "search_count", opened)
            till = make_till("admin", origin=make_line().url)
            till.visit(till.shop_url(config_id))
            till.wait_state("login", "other", timeout=60)
            till.page.click(".screen-login .open-register-btn")
            till.page.click(".screen-login .select-cashier")
            till.page.locator(".modal button, .modal .selection-item", has_text=name).first.click()
            if not is_open:
                till.wait_state("opening")
                till.page.click(".modal-footer .btn-primary")
                till.page.wait_for_selector(".modal .opening-notes", state="detached")
            till.page.wait_for_selector(".floor-screen")
            return SyncTill(till)

        yield open_


def test_a_tables_order_arrives_with_its_courses_its_table_and_its_cashier(open_as, shop, table):
    waiter, desk = open_as(FURNITURE, "Ann"), open_as(CLOTHES, "Bob")
    waiter.till.evaluate(SEAT, table)
    waiter.till.wait_state("product")
    waiter.till.add_product("Desk Organizer")
    waiter.till.evaluate("() => posmodel.addCourse()")
    waiter.till.add_product("Letter Tray")
    waiter.till.evaluate("() => posmodel.getOrder().setCustomerCount(4)")
    courses, total = waiter.till.evaluate(COURSES), waiter.till.order()["total"]
    assert len(courses) == 2
    # The restaurant has kept a draft of the table's order on the server.
    waiter.till.evaluate("async () => { await posmodel.syncAllOrders(); }")
    uuid = waiter.till.order()["uuid"]
    assert [order["state"] for order in shop.orders(uuid)] == ["draft"]
    waiter.till.evaluate("() => posmodel.sendOrderAway()")
    waiter.page.check(f"{SEND} [data-receiver='{CLOTHES}'] input")
    waiter.page.click(f"{SEND} button[name=send]")
    waiter.page.wait_for_selector(SEND, state="detached")
    wait_until(
        lambda: [order["state"] for order in shop.orders(uuid)] == ["cancel"],
        30,
        "the draft cancelled on the server",
    )
    assert waiter.open_orders() == []
    desk.wait_badge(1)
    desk.take_over()
    assert desk.till.evaluate(COURSES) == courses
    assert desk.till.order()["total"] == total
    assert desk.till.evaluate(HEAD) == {"name": "Table 7", "guests": 4, "table": None}
    wait_state(shop, uuid, "delivered")
    (order,) = shop.rpc("pos.sync.order", "search_read", [["source_uuid", "=", uuid]], ["cashier"])
    assert order["cashier"] == "Ann"
    (way,) = shop.rpc("pos.sync.transfer", "search_read", [["sync_order_id", "=", order["id"]]])
    assert (way["state"], way["cashier"]) == ("delivered", "Bob")
    assert waiter.till.errors() == desk.till.errors() == []


def test_order_merged_into_that_of_a_table_is_not_given_back_and_paid_with_it(open_as, shop, table):
    waiter, desk = open_as(FURNITURE, "Ann"), open_as(CLOTHES, "Bob")
    waiter.till.evaluate(SEAT, table)
    waiter.till.wait_state("product")
    waiter.till.add_product("Letter Tray")
    uuid = waiter.till.order()["uuid"]
    waiter.till.evaluate("() => posmodel.sendOrderAway()")
    waiter.page.check(f"{SEND} [data-receiver='{CLOTHES}'] input")
    waiter.page.click(f"{SEND} button[name=send]")
    waiter.page.wait_for_selector(SEND, state="detached")
    desk.wait_badge(1)
    came = desk.take_over()["uuid"]
    desk.till.evaluate("async () => { await posmodel.syncAllOrders(); }")
    desk.till.evaluate(SEAT, table)
    desk.till.wait_state("product")
    desk.till.evaluate(ADD)
    seated = desk.till.order()["uuid"]
    desk.till.evaluate(MERGE, [came, seated], timeout=30)
    assert len(desk.till.lines()) == 2
    wait_until(lambda: [one["state"] for one in shop.orders(came)] == ["cancel"], 30, "the merging")
    moved = [("delivered", seated)]
    wait_until(lambda: _ways(shop, uuid) == moved, 30, "what was sent on the table's order")
    desk.wait_badge(0)
    paid = desk.till.pay_cash()
    assert paid["uuid"] == seated
    shop.wait_paid(seated)
    wait_until(lambda: _ways(shop, uuid) == [("paid", seated)], 30, "the payment")
    assert waiter.till.errors() == desk.till.errors() == []


def _ways(shop, source):
    domain = [["sync_order_id.source_uuid", "=", source]]
    ways = shop.rpc("pos.sync.transfer", "search_read", domain, ["state", "delivered_uuid"])
    return [(way["state"], way["delivered_uuid"]) for way in ways]
