"""Failing control of `test_loyalty_outages.py`: stock with loyalty, without the suite."""

import pytest

from tests.e2e import connection, scenarios
from tests.till import loyalty
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

KIND = "stock_with_others"
NEW_SHOP = True
CONFIRM = "confirm_coupon_programs"
RECEIPT_LIMIT = 15  # s, five times the deadline of a shop with the suite


@pytest.fixture(scope="module")
def program(shop):
    """A programme with 10 points for each order."""
    return loyalty.make_loyalty(shop)


@pytest.fixture(scope="module")
def partner(shop, program):
    """A customer with a card of 20 points."""
    return loyalty.make_customer(shop, "Loya Stock", program, 20)


@pytest.fixture(scope="module")
def visited(partner, visited):
    """Programme and customer come first."""
    return visited


@pytest.fixture
def paying(till, shop, partner):
    """A till at the payment screen, with the order of the customer."""
    scenarios.visit_twice(till, shop)
    loyalty.choose(till, partner)
    return till, connection.prepare_payment(till, PRODUCT)


def test_stock_loses_the_points_when_it_is_killed_after_the_sale(paying, shop, program, partner):
    till, uuid = paying
    shop.line.mode("swallow", rpc_method=CONFIRM)
    till.page.click(".payment-screen button.validation-button.next")
    shop.wait_paid(uuid)
    seen = shop.line.requests
    wait_until(lambda: seen.calls(CONFIRM), what="the second message")
    till.kill()
    shop.plug()
    till.open()
    till.sign_in_quickly(shop.database, "admin")
    till.open_shop(FURNITURE, from_backend=False)
    till.sell(PRODUCT)
    assert loyalty.points_of(shop, program, partner) == [20]


def test_stock_shows_no_receipt_when_the_points_are_not_answered(paying, shop):
    till, _uuid = paying
    shop.line.mode("swallow", rpc_method=CONFIRM)
    assert connection.seconds_to_receipt(till, RECEIPT_LIMIT) is None
