"""What a device has not sent of an order outlives what is read of it, and is told once.

Two browsers share one register of a restaurant. The control is test_unsent_stock_control.py.
"""

import pytest

from tests.e2e import scenarios
from tests.e2e import shared_tables as tables
from tests.e2e.shared_tables import FIRST, SECOND, THIRD
from tests.till import restaurant, unsent
from tests.waiting import wait_until

KIND = "suite_with_others"


@pytest.fixture
def table(free_tables):
    """A table that nobody sits at."""
    return next(free_tables)


def test_line_that_was_added_while_another_device_saved_is_sent(devices, shop, table):
    uuid = tables.line_added_while_another_saves(*devices, shop, table)
    tables.wait_lines(shop, uuid, FIRST, SECOND)
    assert tables.note_of(shop, uuid) == "B was here"
    assert devices[0].errors() == []


def test_note_of_another_device_outlives_what_was_changed_without_the_server(devices, shop, table):
    uuid = tables.note_saved_while_the_connection_was_gone(*devices, shop, table)
    assert tables.note_of(shop, uuid) == "B was here"
    unsent.wait_shown(devices[0], 30, pending=0)


def test_note_of_another_device_outlives_a_payment_without_the_server(devices, shop, table):
    uuid = tables.paid_without_the_note_of_another(*devices, shop, table)
    assert tables.note_of(shop, uuid) == "B was here"
    assert len(set(tables.charged(shop, uuid))) == 1


def test_customer_pays_the_quantity_that_was_ordered(devices, shop, table):
    uuid = tables.quantity_changed_while_another_saves(*devices, shop, table)
    assert tables.lines_of(shop, uuid) == {FIRST: 3}
    assert len(set(tables.charged(shop, uuid))) == 1
    assert tables.note_of(shop, uuid) == "B was here"


def test_removed_lines_are_not_charged(devices, shop, table):
    uuid = tables.lines_removed_while_another_saves(*devices, shop, table)
    assert tables.lines_of(shop, uuid) == {THIRD: 1}
    assert len(set(tables.charged(shop, uuid))) == 1


CHANGES = {
    "removed": (lambda till: till.evaluate(tables.REMOVE, [SECOND]), {FIRST: 1}),
    "quantity": (lambda till: till.evaluate(tables.QUANTITY, 3), {FIRST: 3, SECOND: 1}),
    "added": (lambda till: till.add_product(THIRD), {FIRST: 1, SECOND: 1, THIRD: 1}),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_change_of_a_table_that_was_left_outlives_a_reload_without_the_server(
    new_till, shop, free_tables, kind
):
    change, wanted = CHANGES[kind]
    table, elsewhere = next(free_tables), next(free_tables)
    restaurant.enter(new_till)
    uuid = tables.serve(new_till, shop, table, FIRST, SECOND)
    restaurant.enter_again(new_till)  # once more with the server
    scenarios.settle(new_till, shop)  # the copy of the page is complete
    shop.line.mode("refuse")
    tables.find_offline(new_till)
    tables.sit(new_till, table)
    change(new_till)
    tables.leave(new_till)
    tables.sit(new_till, elsewhere)
    new_till.add_product(FIRST)
    new_till.wait_written()
    new_till.reload()
    new_till.wait_state("product", timeout=60)
    shop.line.mode("pass")
    wait_until(lambda: tables.lines_of(shop, uuid) == wanted, 40, f"{wanted} on the server")
    unsent.wait_shown(new_till, 30, failed=0)
