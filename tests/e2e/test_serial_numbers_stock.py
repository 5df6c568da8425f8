"""The failing control: on stock a reload takes the serial number off a sale that waits."""

import pytest

from tests.e2e import deleted, scenarios, serials

KIND = "stock"
NEW_SHOP = True


@pytest.fixture(scope="module")
def product(shop):
    """A product with serial numbers; a till learns of it at its first visit."""
    return serials.make_product(shop)


@pytest.fixture(scope="module")
def visited(product, visited):
    """The product comes first."""
    return visited


def test_stock_loses_the_number_of_a_sale_that_is_refused_and_reloaded(till, shop, product):
    scenarios.visit_twice(till, shop)
    order = serials.reload_with_sync_refused(till, shop, product)
    assert serials.of_order(till, order["uuid"]) == []
    shop.plug()
    assert till.evaluate(deleted.SEND, order["uuid"], timeout=30) == "sent"
    shop.wait_paid(order["uuid"])
    assert serials.on_server(shop, order["uuid"])[0] == []
