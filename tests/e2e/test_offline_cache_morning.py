"""Page and data of a session are one state: an opening that is cut leaves a till that opens."""

import pytest

from tests.e2e import mornings
from tests.till.shop import PRODUCT

NEW_SHOP = True  # its register is closed again and again
each_cut = pytest.mark.parametrize(("mode", "options"), mornings.CUTS.values(), ids=mornings.CUTS)


@each_cut
def test_an_opening_that_is_cut_after_a_closed_register_opens_and_sells(mode, options, till, shop):
    """It opens in the cut, opens again with all gone, and its sale is in the session then open."""
    closed = mornings.close_in_the_evening(till, shop)
    assert mornings.open_in_the_morning(till, shop, mode, **options)
    shop.unplug()
    till.reload()
    till.wait_ready()
    sale = till.sell(PRODUCT)
    till.next_order()
    till.wait_written()
    shop.plug()
    till.reload()
    till.wait_ready()
    shop.wait_paid(sale["uuid"])
    assert len(shop.orders(sale["uuid"])) == 1
    assert mornings.session_of(shop, sale["uuid"]) == mornings.open_session(shop) != closed
    assert till.errors() == []


def test_a_till_that_opens_with_an_older_session_says_so_and_offers_the_new_one(till, shop):
    closed = mornings.close_in_the_evening(till, shop)
    mode, options = mornings.DATA_502
    assert mornings.open_in_the_morning(till, shop, mode, **options)
    assert till.evaluate("() => posmodel.session.id") == closed
    mornings.wait_told(till, "the server did not give newer data")
    shop.unplug()
    till.reload()
    till.wait_ready()
    sale = till.sell(PRODUCT)
    till.next_order()
    shop.plug()
    mornings.wait_told(till, "opened anew")
    shop.wait_paid(sale["uuid"])
    assert mornings.session_of(shop, sale["uuid"]) == mornings.open_session(shop)
    till.mark_document()  # the page of before is ready as well
    till.page.click(".o_notification:has-text('opened anew') button:has-text('Reload')")
    till.wait_ready()
    assert till.evaluate("() => posmodel.session.id") == mornings.open_session(shop)
