"""The till's own customer form without the server: scanners, and people who may not."""

import pytest

from tests.e2e import scenarios
from tests.till.customers import Customers
from tests.waiting import wait_until

BARCODE = "0421234567890"
VALUE = "(name) => document.querySelector(`#pos-customer-${name}`).value"


@pytest.fixture
def nobody_may_create(shop):
    """A shop whose users, all of them, have no right to create contacts."""
    rights = [["model_id.model", "=", "res.partner"], ["perm_create", "=", True]]
    found = shop.rpc("ir.model.access", "search", rights)
    shop.rpc("ir.model.access", "write", found, {"perm_create": False})
    yield
    shop.plug()
    shop.rpc("ir.model.access", "write", found, {"perm_create": True})


def test_scanned_unknown_barcode_fills_the_field_wherever_the_cursor_is(till, shop):
    scenarios.visit_twice(till, shop)
    customers = Customers(till)
    shop.unplug()
    customers.begin()
    customers.fill(name="Uma Scan")
    customers.scan_into("name", BARCODE)
    wait_until(lambda: till.evaluate(VALUE, "barcode") == BARCODE, what="the code in its field")
    assert till.evaluate(VALUE, "name") == "Uma Scan"
    assert customers.waiting() == []
    customers.save()
    assert [one["name"] for one in customers.waiting()] == ["Uma Scan"]


def test_user_who_may_not_create_contacts_is_told_at_once_without_the_server(
    till, shop, nobody_may_create
):
    scenarios.visit_once(till, shop, anew=True)
    customers = Customers(till)
    shop.unplug()
    customers.begin()
    till.page.wait_for_selector('.modal:has-text("You may not create customers")')
    assert till.page.locator(".pos-customer-form").count() == 0
    assert customers.waiting() == []
