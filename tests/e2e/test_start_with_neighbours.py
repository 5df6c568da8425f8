"""With Odoo's other modules, a question of theirs that has no answer never ends the till's start.

Stock has no control here: it does not open without the server at all after these visits.
"""

import pytest

from tests.e2e import scenarios
from tests.till import loyalty
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

KIND = "suite_with_others"
NEW_SHOP = True
LOADED = """(ids) => ids.every((id) => posmodel.models["res.partner"].get(id))"""


@pytest.fixture(scope="module")
def programs(shop):
    """A loyalty programme, and one of eWallets."""
    return {"loyalty": loyalty.make_loyalty(shop), "ewallet": loyalty.make_ewallet(shop)}


@pytest.fixture(scope="module")
def partners(shop, programs):
    """Customers with a card of 20 points, and without one; a price list for both."""
    pricelist = shop.rpc("product.pricelist", "create", {"name": "VIP"})
    shop.rpc(
        "pos.config",
        "write",
        [FURNITURE],
        {"use_pricelist": True, "available_pricelist_ids": [[4, pricelist]]},
    )
    made = {
        "card": loyalty.make_customer(shop, "Carda Known", programs["loyalty"], 20),
        "none": loyalty.make_customer(shop, "Nona Known"),
    }
    values = {"property_product_pricelist": pricelist}
    shop.rpc("res.partner", "write", list(made.values()), values)
    return made


@pytest.fixture(scope="module")
def visited(partners, visited):
    """Programmes and customers come first: a till learns of them while it reads all data."""
    return visited


@pytest.fixture
def ready(till, shop, partners):
    """A till that is ready for an outage and knows the customers."""
    scenarios.visit_twice(till, shop)
    wait_until(lambda: till.evaluate(LOADED, list(partners.values())), what="the customers")
    return till


@pytest.mark.parametrize("who", ["card", "none"])
def test_till_opens_without_the_server_with_the_order_of_a_customer(ready, shop, partners, who):
    loyalty.choose(ready, partners[who])
    ready.add_product(PRODUCT)
    order = ready.order()
    ready.wait_written()
    shop.unplug()
    ready.reload()
    ready.wait_ready()
    assert ready.order()["uuid"] == order["uuid"]
    assert ready.order()["partner"] == order["partner"]
    assert ready.lines() == order["lines"]
    ready.wait_written()
    ready.kill_and_return()
    ready.wait_ready()
    assert ready.order()["uuid"] == order["uuid"]
    ready.pay_cash()
    shop.plug()
    assert len(shop.wait_paid(order["uuid"])) == 1


def test_till_opens_without_the_server_after_a_customers_sale(ready, shop, partners):
    shop.unplug()
    loyalty.choose(ready, partners["none"])
    ready.add_product(PRODUCT)
    order = ready.pay_cash()
    ready.wait_written()
    ready.reload()
    ready.wait_state("product", "receipt", "login")
    shop.plug()
    assert len(shop.wait_paid(order["uuid"])) == 1


def test_till_opens_without_the_server_with_a_customer_chosen_in_the_outage(ready, shop, partners):
    ready.add_product(PRODUCT)
    shop.unplug()
    loyalty.choose(ready, partners["card"])
    order = ready.order()
    ready.wait_written()
    ready.reload()
    ready.wait_ready()
    assert ready.order()["uuid"] == order["uuid"]
    assert ready.order()["partner"] == "Carda Known"
    ready.kill_and_return()
    ready.wait_ready()
    ready.pay_cash()
    shop.plug()
    assert len(shop.wait_paid(order["uuid"])) == 1
