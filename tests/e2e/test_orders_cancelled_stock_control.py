"""The failing control of `test_orders_cancelled_offline.py`: stock does not cancel in an outage."""

import pytest

from tests.till import paid_counter as day
from tests.till import restaurant
from tests.waiting import wait_until

KIND = "stock_with_others"
TRY = """async () => {
    window.failedCancel = null;
    await posmodel.deleteOrders([posmodel.getOrder()]).catch((error) => {
        window.failedCancel = error.constructor.name;
    });
}"""


@pytest.fixture
def waiter(new_till, shop):
    """A till, its table and the saved order of it."""
    table, _other = restaurant.furnish(shop)
    restaurant.enter(new_till)
    return new_till, table, restaurant.serve_first(new_till, shop, table)


def test_stock_neither_cancels_an_order_without_the_server_nor_later(waiter, shop):
    till, table, placed = waiter
    day.cut(till, shop)
    restaurant.sit(till, table)
    till.evaluate(TRY)
    failed = "() => window.failedCancel"
    wait_until(lambda: till.evaluate(failed) == "ConnectionLostError", 20, "stock's refusal")
    assert restaurant.open_orders(till, table) == [placed["uuid"]]
    shop.line.mode("pass")
    wait_until(lambda: not till.evaluate(day.OFFLINE), 60, "the till online")
    till.evaluate("async () => { await posmodel.syncAllOrders(); }")
    assert [order["state"] for order in shop.orders(placed["uuid"])] == ["draft"]
