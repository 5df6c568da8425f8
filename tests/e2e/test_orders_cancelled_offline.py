"""An order that is cancelled, a table that is released without the server: kept, counted, sent."""

import pytest

from tests.e2e import scenarios
from tests.till import paid_counter as day
from tests.till import restaurant, unsent
from tests.till.restaurant import FIRST, SECOND
from tests.waiting import wait_until

KIND = "suite_with_others"
REMOVE_LINE = """() => {
    const order = posmodel.getOrder();
    order.removeOrderline(order.lines[0]);
}"""
READ = "async () => { await posmodel.deviceSync.readDataFromServer(); }"
CHANGE = """async () => {
    posmodel.addPendingOrder([posmodel.getOrder().id]);
    await posmodel.syncAllOrders();
}"""


@pytest.fixture(scope="module")
def tables(shop):
    """The numbers of the restaurant's tables."""
    return restaurant.furnish(shop)


@pytest.fixture
def waiter(new_till, shop, tables):
    """A till at its tables, ready for an outage, and the saved orders of both tables."""
    restaurant.enter(new_till)
    scenarios.settle(new_till, shop)
    placed = [restaurant.serve_first(new_till, shop, table) for table in tables]
    yield new_till, placed
    shop.plug()
    drafts = shop.rpc("pos.order", "search", [["state", "=", "draft"]])
    shop.rpc("pos.order", "action_pos_order_cancel", drafts)


def cancel(till, table):
    """Cancel the table's order by hand, as the actions of the order do."""
    restaurant.sit(till, table)
    till.evaluate("() => { posmodel.onDeleteOrder(posmodel.getOrder()); }")
    till.page.click(".modal-footer .btn-primary")
    wait_until(lambda: restaurant.open_orders(till, table) == [], 20, "the free table")


def release(till, table):
    """Take the only line off and release the table."""
    restaurant.sit(till, table)
    till.evaluate(REMOVE_LINE)
    till.page.click(".unbook-table")
    wait_until(lambda: restaurant.open_orders(till, table) == [], 20, "the free table")


def state(shop, placed):
    """The states of the order on the server."""
    return [order["state"] for order in shop.orders(placed["uuid"])]


def test_cancelled_and_released_orders_wait_over_a_reload_and_are_cancelled_on_the_server(
    waiter, shop, tables
):
    till, placed = waiter
    day.cut(till, shop)
    release(till, tables[0])
    cancel(till, tables[1])
    unsent.wait_shown(till, pending=2, failed=0)
    restaurant.enter_again(till)
    unsent.wait_shown(till, pending=2, failed=0)
    for table in tables:
        assert restaurant.open_orders(till, table) == []
    assert [state(shop, each) for each in placed] == [["draft"], ["draft"]]
    shop.line.mode("pass")
    unsent.wait_shown(till, 40, line="online", pending=0)
    assert [state(shop, each) for each in placed] == [["cancel"], ["cancel"]]
    till.evaluate(READ)
    for table in tables:
        assert restaurant.open_orders(till, table) == []
    assert till.errors() == []


def test_cancelled_while_packets_vanish_it_is_cancelled_when_they_arrive_again(
    waiter, shop, tables
):
    till, placed = waiter
    shop.line.mode("swallow")
    cancel(till, tables[1])
    shop.line.mode("pass")
    unsent.wait_shown(till, 40, line="online", pending=0)
    wait_until(lambda: state(shop, placed[1]) == ["cancel"], 20, "the cancelled order")
    assert state(shop, placed[0]) == ["draft"]


def change_elsewhere(make_till, shop, table, placed):
    """Another till of the restaurant adds a dish."""
    line = shop.make_line()
    other = make_till("admin", origin=line.url)
    restaurant.enter(other)
    restaurant.sit(other, table)
    other.add_product(SECOND)
    other.evaluate(CHANGE)
    wait_until(
        lambda: restaurant.products(shop, placed["uuid"]) == [FIRST, SECOND], 20, "both dishes"
    )
    other.close()
    line.stop()


@pytest.mark.parametrize("decision", ["cancel-anyway", "bring-back"])
def test_order_that_another_till_has_changed_is_asked_about(
    waiter, make_till, shop, tables, decision
):
    till, placed = waiter
    day.cut(till, shop)
    cancel(till, tables[1])
    change_elsewhere(make_till, shop, tables[1], placed[1])
    shop.line.mode("pass")
    unsent.wait_shown(till, 40, line="online", failed=1)
    assert state(shop, placed[1]) == ["draft"]
    unsent.open_panel(till)
    assert "Somebody has changed the order since" in till.page.inner_text(unsent.PANEL)
    till.page.click(f"{unsent.PANEL} button[name={decision}]")
    unsent.wait_shown(till, 30, failed=0, pending=0)
    if decision == "cancel-anyway":
        wait_until(lambda: state(shop, placed[1]) == ["cancel"], 20, "the cancelled order")
        wait_until(lambda: restaurant.open_orders(till, tables[1]) == [], 20, "the free table")
    else:
        back = [placed[1]["uuid"]]
        wait_until(lambda: restaurant.open_orders(till, tables[1]) == back, 20, "the order back")
        assert state(shop, placed[1]) == ["draft"]
