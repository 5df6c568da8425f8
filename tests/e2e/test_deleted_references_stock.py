"""The failing control: on stock a sale is refused for ever when something that it names is gone."""

import pytest

from tests.e2e import deleted

KIND = "stock"
NEW_SHOP = True


@pytest.fixture
def sold(till, shop):
    """The sales with the deleted price list and tax."""
    return deleted.sell_and_delete(till, shop)


def test_stock_refuses_sales_whose_price_list_or_tax_was_deleted(till, shop, sold):
    answers = [till.evaluate(deleted.SEND, order["uuid"]) for order in sold]
    assert "ForeignKeyViolation" in answers[0]
    assert "MissingError" in answers[1] or "ForeignKeyViolation" in answers[1]
    assert [shop.orders(order["uuid"]) for order in sold] == [[], []]
