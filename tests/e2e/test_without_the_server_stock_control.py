"""The failing control: what stock Odoo does with who leaves or closes while the server is gone.

If one of these begins to fail, Odoo has learnt something, and a test of ours proves less than it
says.
"""

from tests.e2e.test_without_the_server_at_hand import CLOSING
from tests.till import unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

KIND = "stock"


def lose_the_server(till, shop):
    """One sale that waits; stock itself may still call itself online."""
    shop.unplug()
    unsent.sell_unsent(till, PRODUCT)


def test_stock_says_nothing_of_closing_to_who_presses_it_without_the_server(open_till, shop):
    lose_the_server(open_till, shop)
    unsent.choose(open_till, "Close Register")
    open_till.page.wait_for_selector(".pos-burger-menu-items", state="detached")
    assert open_till.page.locator(CLOSING).count() == 0
    assert open_till.page.locator(".modal:has-text('server is back')").count() == 0


def test_stock_leaves_the_till_for_a_page_that_is_not_there(open_till, shop):
    lose_the_server(open_till, shop)
    unsent.choose(open_till, "Backend")
    wait_until(lambda: open_till.at_error_page, 30, "the browser's own error page")
