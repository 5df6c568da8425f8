"""The failing control of `test_kitchen_offline.py`: stock's kitchen hears nothing in an outage."""

import pytest

from tests.till import paid_counter as day
from tests.till import restaurant
from tests.till.restaurant import FIRST, SECOND
from tests.waiting import wait_until

KIND = "stock_with_others"
FAILED = "() => window.failedOrder || null"
TRY = """async () => {
    window.failedOrder = null;
    await posmodel.submitOrder().catch((error) => { window.failedOrder = error.constructor.name; });
}"""


@pytest.fixture
def waiter(new_till, shop):
    """A till, and its table with a saved order that the kitchen knows."""
    table, _other = restaurant.furnish(shop)
    restaurant.enter(new_till)
    restaurant.serve_first(new_till, shop, table)
    assert restaurant.tickets(new_till) == [f"1 {FIRST}"]
    return new_till, table


def test_stock_prints_no_ticket_of_a_saved_order_without_the_server(waiter, shop):
    till, table = waiter
    day.cut(till, shop)
    restaurant.sit(till, table)
    till.add_product(SECOND)
    till.evaluate(TRY)
    wait_until(lambda: till.evaluate(FAILED) == "ConnectionLostError", 20, "stock's refusal")
    assert restaurant.tickets(till) == [f"1 {FIRST}"]
