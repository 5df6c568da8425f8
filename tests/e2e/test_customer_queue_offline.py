"""Customers entered while the server is away: there at once and after a kill, sent once."""

import pytest

from tests.e2e import scenarios
from tests.till.customers import Customers
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

FIELDS = ["name", "phone", "city"]


@pytest.fixture
def customers(till, shop):
    """The customers of a till that is ready for an outage."""
    scenarios.visit_twice(till, shop)
    return Customers(till)


def on_server(shop, name):
    """Customers of that name on the server."""
    return shop.rpc("res.partner", "search_read", [["name", "=", name]], FIELDS)


def test_customer_entered_without_the_server_is_listed_found_and_sold_to(customers, till, shop):
    shop.unplug()
    customers.create(name="Anna Offline", phone="+32 470 12 34 56", city="Zottegem")
    assert till.order()["partner"] == "Anna Offline"
    customers.open_list()
    assert customers.search("470123456") == ["Anna Offline"]
    assert customers.search("zottegem") == ["Anna Offline"]
    assert "Waits" in customers.mark("Anna Offline")
    customers.choose("Anna Offline")
    order = till.sell(PRODUCT)
    assert on_server_after(shop, customers, "Anna Offline")
    shop.wait_paid(order["uuid"])
    wait_until(
        lambda: shop.order_customers(order["uuid"]) == ["Anna Offline"],
        30,
        "the customer on the order",
    )
    assert till.errors() == []


def on_server_after(shop, customers, name, is_killed=False):
    """Plug in, wait for the queue, and return the only customer of that name.

    is_killed: a browser that was killed may have lost its cookies; the cashier signs in again.
    """
    if is_killed:
        shop.start_server()
        # Past the line: what the till asks meanwhile would end with the session of before.
        customers.till.sign_in_quickly(shop.database, "admin", shop.server_origin)
    shop.plug()
    customers.wait_through()
    found = on_server(shop, name)
    assert len(found) == 1
    return found[0]


def test_customer_survives_reload_and_kill_without_the_server(customers, till, shop):
    shop.unplug()
    customers.create(name="Bo Killed", city="Brugge")
    till.add_product(PRODUCT)
    customers.wait_order_written()
    till.reload()
    till.wait_ready()
    assert till.order()["partner"] == "Bo Killed"
    url = till.page.url
    till.kill()
    till.open()
    till.visit(url)
    till.wait_ready()
    assert till.order()["partner"] == "Bo Killed"
    customers.open_list()
    assert customers.search("bo killed") == ["Bo Killed"]
    customers.edit("Bo Killed")
    customers.fill(city="Oostende")
    customers.save()
    assert on_server_after(shop, customers, "Bo Killed", is_killed=True)["city"] == "Oostende"


def test_customer_of_a_till_killed_right_after_saving_is_not_lost(customers, till, shop):
    shop.unplug()
    customers.create(name="Chi Killed")
    url = till.page.url
    till.kill()
    till.open()
    till.visit(url)
    till.wait_ready()
    kept = ["Chi Killed"]
    wait_until(lambda: [each["name"] for each in customers.waiting()] == kept, what="the customer")
    assert on_server_after(shop, customers, "Chi Killed", is_killed=True)


def test_sale_that_goes_while_a_till_starts_keeps_its_waiting_customer(customers, till, shop):
    shop.unplug()
    customers.create(name="Cem Started")
    order = till.sell(PRODUCT)
    customers.wait_order_written()
    till.visit("about:blank")
    shop.plug()
    shop.line.mode("502", rpc_method="apply_offline_operations")  # the sale comes first
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    shop.wait_paid(order["uuid"])
    shop.line.mode("pass")
    till.evaluate("async () => await posmodel.env.services.pos_outbox.flush()")
    wait_until(
        lambda: shop.order_customers(order["uuid"]) == ["Cem Started"],
        60,
        "the customer on the order",
    )


def test_lost_reply_makes_no_second_customer(customers, till, shop):
    shop.unplug()
    customers.create(name="Dee Reply")
    till.add_product(PRODUCT)
    shop.line.mode("refuse")
    shop.start_server()
    shop.line.mode("drop_reply", rpc_method="apply_offline_operations", times=1)
    wait_until(lambda: on_server(shop, "Dee Reply"), 30, "the first effect")
    customers.wait_through(60)
    assert len(on_server(shop, "Dee Reply")) == 1
    sent = [one for one in shop.line.requests if one.rpc[1] == "apply_offline_operations"]
    assert len(sent) >= 2


def test_killed_while_the_server_applies_it_the_till_ends_with_one_customer(customers, till, shop):
    shop.unplug()
    customers.create(name="Eve Twice")
    url = till.page.url
    shop.start_server()
    shop.line.mode("drop_reply", rpc_method="apply_offline_operations", times=1)
    wait_until(lambda: on_server(shop, "Eve Twice"), 30, "the first effect")
    till.kill()
    till.open()
    till.sign_in_quickly(shop.database, "admin")
    till.visit(url)
    till.wait_ready()
    customers.wait_through(60)
    assert len(on_server(shop, "Eve Twice")) == 1


def test_change_of_a_known_customer_merges_with_one_made_on_the_server(customers, till, shop):
    (partner,) = shop.rpc("res.partner", "create", [{"name": "Flo Merge", "city": "Gent"}])
    till.reload()
    till.wait_ready()
    customers.open_list()
    customers.load("Flo Merge")
    shop.rpc("res.partner", "write", [partner], {"city": "Brugge"})
    shop.unplug()
    customers.edit("Flo Merge")
    customers.fill(phone="+32 471 00 00 00")
    customers.save()
    found = on_server_after(shop, customers, "Flo Merge")
    assert (found["city"], found["phone"]) == ("Brugge", "+32 471 00 00 00")


def test_refused_customer_is_listed_and_its_order_goes_with_the_data(
    customers, till, shop, setting
):
    setting(offline_customer_duplicate_policy="ask")
    shop.rpc("res.partner", "create", [{"name": "Gus Known", "email": "gus@example.com"}])
    shop.unplug()
    customers.create(name="Gus Again", email="gus@example.com")
    order = till.sell(PRODUCT)
    shop.plug()
    shop.wait_paid(order["uuid"])
    refused = ["failed"]
    wait_until(lambda: [one["state"] for one in customers.waiting()] == refused, 30, "the refusal")
    fields = ["partner_id", "offline_customer_data"]
    (sold,) = shop.rpc("pos.order", "search_read", [["uuid", "=", order["uuid"]]], fields)
    assert sold["partner_id"] is False
    assert sold["offline_customer_data"]["name"] == "Gus Again"


def test_dead_link_opens_the_tills_own_form(customers, till, shop):
    shop.line.mode("swallow")
    customers.create(name="Hal Dead Link")
    shop.line.mode("pass")
    customers.wait_through(90)
    assert len(on_server(shop, "Hal Dead Link")) == 1


def test_what_the_server_would_refuse_is_said_before_saving(customers, till, shop):
    shop.rpc("res.partner", "create", [{"name": "Ida Barcode", "barcode": "0420000000123"}])
    till.reload()
    till.wait_ready()
    shop.unplug()
    customers.begin()
    customers.fill(name="", email="no address", vat="BE1")
    customers.page.select_option("#pos-customer-country_id", label="Belgium")
    customers.page.click(".pos-customer-form button[name=save]")
    for field in ("name", "email", "vat"):
        customers.page.wait_for_selector(f"[data-field={field}] [role=alert]")
    assert customers.waiting() == []
