"""The failing control: stock takes what it reads for newer than what has not been sent."""

from tests.e2e import shared_tables as tables
from tests.e2e.shared_tables import FIRST, SECOND, THIRD

KIND = "stock_with_others"


def test_stock_loses_a_line_that_was_added_while_another_device_saved(devices, shop, free_tables):
    uuid = tables.line_added_while_another_saves(*devices, shop, next(free_tables))
    assert tables.lines_of(shop, uuid) == {FIRST: 1}


def test_stock_charges_the_quantity_of_before(devices, shop, free_tables):
    uuid = tables.quantity_changed_while_another_saves(*devices, shop, next(free_tables))
    assert tables.lines_of(shop, uuid) == {FIRST: 1}


def test_stock_charges_removed_lines(devices, shop, free_tables):
    uuid = tables.lines_removed_while_another_saves(*devices, shop, next(free_tables))
    assert tables.lines_of(shop, uuid) == {THIRD: 1}
    lines, *taken = tables.charged(shop, uuid)
    assert taken[0] == taken[1] > lines


def test_stock_loses_the_note_of_another_device(devices, shop, free_tables):
    uuid = tables.note_saved_while_the_connection_was_gone(*devices, shop, next(free_tables))
    assert tables.lines_of(shop, uuid) == {FIRST: 1, SECOND: 1}
    assert tables.note_of(shop, uuid) == ""


def test_stock_overwrites_the_note_of_another_device_with_a_payment(devices, shop, free_tables):
    uuid = tables.paid_without_the_note_of_another(*devices, shop, next(free_tables))
    assert tables.note_of(shop, uuid) == ""
