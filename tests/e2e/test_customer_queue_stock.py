"""The failing control: what stock Odoo does with a new customer while the server is away."""

from tests.e2e import scenarios
from tests.till.customers import Customers
from tests.waiting import wait_until

KIND = "stock"
ASKED = 'ConnectionLostError: Connection to "/web/action/load"'
# Stock opens a form that only the server can send; it never comes.
HAS_FORM = "() => document.querySelector('.modal .o_form_view') !== null"


def test_stock_shows_no_form_for_a_new_customer_without_the_server(till, shop):
    scenarios.visit_twice(till, shop)
    customers = Customers(till)
    shop.unplug()
    customers.begin()
    # What the console says arrives only while something is asked of the page.
    wait_until(lambda: till.state() and ASKED in str(till.console), 30, "stock's error")
    assert not till.evaluate(HAS_FORM)
    assert till.order()["partner"] is None
