"""A removal that the server has done is not asked for again, also where its answer was lost.

There is no stock control: stock forgets a removal when it sends it, and passes these.
"""

import pytest

from tests.till import restaurant, unsent
from tests.till.restaurant import FIRST, SECOND
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

KIND = "suite_with_others"
THIRD = "Whiteboard Pen"
REMOVE = """(names) => {
    const order = posmodel.getOrder();
    [...order.lines].filter((line) => names.includes(line.full_product_name))
        .forEach((line) => order.removeOrderline(line));
}"""


@pytest.fixture(scope="module")
def tables(shop):
    """An iterator of tables that nobody sits at; no kitchen asks to be told before a payment."""
    tables = restaurant.furnish(shop)
    shop.rpc("pos.config", "write", [FURNITURE], {"is_order_printer": False})
    return iter(tables)


@pytest.fixture
def table(tables):
    """A table that nobody sits at."""
    return next(tables)


@pytest.fixture
def waiter(new_till, tables):
    """A till at its tables."""
    restaurant.enter(new_till)
    return new_till


def serve(till, table):
    """Take an order of two products, and leave it saved; its uuid."""
    restaurant.sit(till, table)
    till.add_product(FIRST)
    till.add_product(SECOND)
    uuid = till.order()["uuid"]
    leave(till)
    return uuid


def leave(till):
    """Leave the table as its button does; what was changed is sent by itself."""
    till.page.click(".pos-topheader .table-button")
    till.page.wait_for_selector(restaurant.FLOOR)


def lines_of(shop, uuid):
    """`{product: quantity}` of the order on the server."""
    fields = ["full_product_name", "qty"]
    found = shop.rpc("pos.order.line", "search_read", [["order_id.uuid", "=", uuid]], fields)
    return {line["full_product_name"]: line["qty"] for line in found}


def wait_lines(shop, uuid, *products):
    """Wait until the order on the server has these products, one each."""
    wanted = dict.fromkeys(products, 1)
    wait_until(lambda: lines_of(shop, uuid) == wanted, 30, f"{wanted} on the server")


def lose_the_answer_of_a_removal(till, shop, table, names):
    """Remove lines and leave; the server takes it, and its answer is lost."""
    restaurant.sit(till, table)
    till.evaluate(REMOVE, names)
    shop.line.mode("drop_reply", rpc_method="sync_from_ui", times=1)
    leave(till)


def test_order_is_changed_after_the_answer_to_a_removal_was_lost(waiter, shop, table):
    uuid = serve(waiter, table)
    wait_lines(shop, uuid, FIRST, SECOND)
    lose_the_answer_of_a_removal(waiter, shop, table, [SECOND])
    wait_lines(shop, uuid, FIRST)
    shop.line.mode("pass")
    restaurant.sit(waiter, table)
    waiter.add_product(THIRD)
    leave(waiter)
    wait_lines(shop, uuid, FIRST, THIRD)
    unsent.wait_shown(waiter, 30, pending=0, failed=0)


def test_order_is_paid_after_the_answer_to_the_removal_of_all_lines_was_lost(waiter, shop, table):
    uuid = serve(waiter, table)
    wait_lines(shop, uuid, FIRST, SECOND)
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
