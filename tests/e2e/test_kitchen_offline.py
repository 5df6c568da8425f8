"""The kitchen is told at once and once, whatever the connection to the server does."""

import pytest

from tests.e2e import scenarios
from tests.till import paid_counter as day
from tests.till import restaurant, unsent
from tests.till.restaurant import FIRST, SECOND
from tests.waiting import wait_until

KIND = "suite_with_others"
OUTDATED = ".modal:has-text('Order Outdated')"


@pytest.fixture(scope="module")
def tables(shop):
    """The numbers of the restaurant's tables."""
    return restaurant.furnish(shop)


@pytest.fixture
def waiter(new_till, shop, tables):
    """A till at its tables, and the saved order of the first one, which the kitchen knows."""
    restaurant.enter(new_till)
    scenarios.settle(new_till, shop)
    placed = restaurant.serve_first(new_till, shop, tables[0])
    assert restaurant.tickets(new_till) == [f"1 {FIRST}"]
    yield new_till, placed
    shop.plug()
    shop.rpc("pos.order", "action_pos_order_cancel", [shop.orders(placed["uuid"])[0]["id"]])


def fail_now(till, shop):
    shop.line.mode("refuse")


def vanish(till, shop):
    shop.line.mode("swallow")


def reload(till, shop):
    shop.line.mode("refuse")
    restaurant.enter_again(till)


@pytest.mark.parametrize("cut", [day.cut, fail_now, vanish, reload])
def test_ticket_is_printed_at_once_and_nothing_more_later(waiter, shop, tables, cut):
    till, placed = waiter
    cut(till, shop)
    till.evaluate("() => { window.tickets.length = 0; }")
    restaurant.sit(till, tables[0])
    till.add_product(SECOND)
    till.page.click(".product-screen .submit-order")
    ticket = [f"1 {SECOND}"]
    wait_until(lambda: restaurant.tickets(till) == ticket, 5, "the ticket", every=0.1)
    till.page.wait_for_selector(restaurant.FLOOR, timeout=20_000)
    restaurant.order_again(till, tables[0])
    shop.line.mode("pass")
    unsent.wait_shown(till, 40, line="online", pending=0)
    restaurant.order_again(till, tables[0])
    restaurant.order_again(till, tables[0])
    assert restaurant.tickets(till) == ticket
    assert till.page.locator(OUTDATED).count() == 0
    wait_until(
        lambda: restaurant.products(shop, placed["uuid"]) == [FIRST, SECOND], 20, "both dishes"
    )


def test_ticket_of_an_outage_is_not_printed_by_the_next_till_either(
    waiter, make_till, shop, tables
):
    till, placed = waiter
    line = shop.make_line()
    other = make_till("admin", origin=line.url)
    restaurant.enter(other)
    day.cut(till, shop)
    restaurant.sit(till, tables[0])
    till.add_product(SECOND)
    restaurant.order(till)
    shop.line.mode("pass")
    unsent.wait_shown(till, 40, line="online", pending=0)
    restaurant.sit(other, tables[0])
    wait_until(lambda: len(other.order()["lines"]) == 2, 30, "both dishes at the other till")
    restaurant.order_again(other, tables[0])
    assert restaurant.tickets(other) == []
    assert other.page.locator(OUTDATED).count() == 0
    line.stop()
