"""A removal that the server has done is not asked for again, also where its answer was lost.

There is no stock control: stock forgets a removal when it sends it, and passes these.
"""

import pytest

from tests.e2e import shared_tables as tables
from tests.e2e.shared_tables import FIRST, SECOND, THIRD, lines_of, wait_lines
from tests.till import restaurant, unsent

KIND = "suite_with_others"


@pytest.fixture
def table(free_tables):
    """A table that nobody sits at."""
    return next(free_tables)


@pytest.fixture
def waiter(new_till, free_tables):
    """A till at its tables."""
    restaurant.enter(new_till)
    return new_till


def lose_the_answer_of_a_removal(till, shop, table, names):
    """Remove lines and leave; the server takes it, and its answer is lost."""
    restaurant.sit(till, table)
    till.evaluate(tables.REMOVE, names)
    shop.line.mode("drop_reply", rpc_method="sync_from_ui", times=1)
    tables.leave(till)


def test_order_is_changed_after_the_answer_to_a_removal_was_lost(waiter, shop, table):
    uuid = tables.serve(waiter, shop, table, FIRST, SECOND)
    lose_the_answer_of_a_removal(waiter, shop, table, [SECOND])
    wait_lines(shop, uuid, FIRST)
    shop.line.mode("pass")
    restaurant.sit(waiter, table)
    waiter.add_product(THIRD)
    tables.leave(waiter)
    wait_lines(shop, uuid, FIRST, THIRD)
    unsent.wait_shown(waiter, 30, pending=0, failed=0)


def test_order_is_paid_after_the_answer_to_the_removal_of_all_lines_was_lost(waiter, shop, table):
    uuid = tables.serve(waiter, shop, table, FIRST, SECOND)
    lose_the_answer_of_a_removal(waiter, shop, table, [FIRST, SECOND])
    wait_lines(shop, uuid)
    shop.line.mode("pass")
    restaurant.sit(waiter, table)
    waiter.add_product(THIRD)
    paid = waiter.pay_cash()
    (order,) = shop.wait_paid(uuid)
    assert lines_of(shop, uuid) == {THIRD: 1}
    assert order["amount_total"] == paid["total"]
    assert waiter.errors() == []
