"""The till's own customer form without the server: scanners, and people who may not."""

import pytest

from tests.e2e import scenarios
from tests.till.customers import Customers

BARCODE = "0421234567890"
VALUE = "(name) => document.querySelector(`#pos-customer-${name}`).value"


@pytest.fixture
def seller(shop):
    """Login of a cashier who may sell and may not create contacts."""
    shop.rpc("pos.config", "search", [])
    group = shop.rpc("ir.model.data", "check_object_reference", "point_of_sale", "group_pos_user")
    rights = [["model_id.model", "=", "res.partner"], ["perm_create", "=", True]]
    for access in shop.rpc("ir.model.access", "search", rights):
        (found,) = shop.rpc("ir.model.access", "read", [access], ["group_id"])
        if found["group_id"] and found["group_id"][0] in implied(shop, group[1]):
            shop.rpc("ir.model.access", "write", [access], {"perm_create": False})
    values = {"name": "Seller", "login": "seller", "password": "seller"}
    shop.rpc("res.users", "create", values | {"group_ids": [[6, 0, [group[1]]]]})
    return "seller"


def implied(shop, group):
    (found,) = shop.rpc("res.groups", "read", [group], ["all_implied_ids"])
    return {group, *found["all_implied_ids"]}


def test_scanned_unknown_barcode_fills_the_field_wherever_the_cursor_is(till, shop):
    scenarios.visit_twice(till, shop)
    customers = Customers(till)
    shop.unplug()
    customers.begin()
    customers.fill(name="Uma Scan")
    till.page.focus("#pos-customer-name")
    till.page.keyboard.type(BARCODE)
    till.page.keyboard.press("Enter")
    assert till.evaluate(VALUE, "barcode") == BARCODE
    assert till.evaluate(VALUE, "name") == "Uma Scan"
    assert customers.waiting() == []
    customers.save()
    assert [one["name"] for one in customers.waiting()] == ["Uma Scan"]


def test_user_who_may_not_create_contacts_is_told_at_once_without_the_server(
    make_till, shop, seller
):
    till = make_till(seller)
    scenarios.visit_twice(till, shop)
    customers = Customers(till)
    shop.unplug()
    customers.begin()
    till.page.wait_for_selector('.modal:has-text("You may not create customers")')
    assert till.page.locator(".pos-customer-form").count() == 0
    assert customers.waiting() == []
