"""Customers that several have a hand in: two tills, two tabs, and a manager on the server."""

import pytest

from tests.e2e import scenarios
from tests.till.customers import Customers
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

CITY = "(name) => posmodel.models['res.partner'].find((one) => one.name === name)?.city"
# Ids that a till has for the customers of that name, and for the customer of its order.
IDS = """(name) => [
    posmodel.models["res.partner"].filter((one) => one.name === name).map(({ id }) => typeof id),
    typeof posmodel.getOrder()?.partner_id?.id]"""


@pytest.fixture
def open_till(make_till, shop):
    """Function that makes a till ready for an outage, with its customers."""

    def make():
        till = make_till("admin")
        scenarios.visit_twice(till, shop)
        return till, Customers(till)

    yield make
    shop.plug()
    policies = {"offline_customer_conflict_policy": "ask"}
    shop.rpc("pos.config", "write", [FURNITURE], policies)


def policy(shop, **values):
    shop.rpc("pos.config", "write", [FURNITURE], values)


def cities(shop, name):
    found = shop.rpc("res.partner", "search_read", [["name", "=", name]], ["city"])
    return [partner["city"] for partner in found]


def change_on_both_sides(shop, customers, name):
    """The city of a customer that the till knows: Brugge on the server, Gent on the till."""
    (partner,) = shop.rpc("res.partner", "create", [{"name": name, "city": "Aalst"}])
    customers.open_list()
    customers.load(name)
    shop.unplug()
    customers.edit(name)
    customers.fill(city="Gent")
    customers.save()
    shop.start_server()  # behind a line that still refuses
    shop.rpc("res.partner", "write", [partner], {"city": "Brugge"})
    shop.plug()
    customers.wait_through()


def test_two_tills_without_the_server_enter_one_person_who_is_one_customer_then(open_till, shop):
    (one, ones), (other, others) = open_till(), open_till()
    shop.unplug()
    ones.create(name="Pia Twice", email="pia@example.com", city="Gent")
    first = one.sell(PRODUCT)
    others.create(name="Pia Twice", email="PIA@example.com", phone="+32 470 99 88 77")
    second = other.sell(PRODUCT)
    shop.plug()
    ones.wait_through()
    others.wait_through()
    fields = ["city", "phone"]
    (pia,) = shop.rpc("res.partner", "search_read", [["name", "=", "Pia Twice"]], fields)
    assert (pia["city"], pia["phone"]) == ("Gent", "+32 470 99 88 77")
    for order in (first, second):
        shop.wait_paid(order["uuid"])
    both = [["uuid", "in", [first["uuid"], second["uuid"]]], ["partner_id", "=", pia["id"]]]
    wait_until(lambda: shop.rpc("pos.order", "search_count", both) == 2, 30, "their customer")


def test_customer_of_another_till_is_still_the_orders_after_a_kill_without_the_server(
    open_till, shop
):
    (_one, ones), (other, others) = open_till(), open_till()
    shop.unplug()
    ones.create(name="Otto Other", city="Gent")
    shop.plug()
    ones.wait_through()
    known = ["number"]
    wait_until(lambda: other.evaluate(IDS, "Otto Other")[0] == known, 60, "the other's customer")
    shop.unplug()
    others.open_list()
    others.choose("Otto Other")
    order = other.sell(PRODUCT)
    other.next_order()
    other.wait_written()
    other.kill_and_return()
    other.wait_ready()
    assert other.evaluate(IDS, "Otto Other")[0] == ["number"]
    shop.plug()
    shop.wait_paid(order["uuid"])
    assert shop.order_customers(order["uuid"]) == ["Otto Other"]


def test_same_field_changed_on_both_sides_where_the_till_wins_is_the_tills(open_till, shop):
    _till, customers = open_till()
    policy(shop, offline_customer_conflict_policy="till")
    change_on_both_sides(shop, customers, "Quin Till")
    assert cities(shop, "Quin Till") == ["Gent"]


def test_conflict_waits_for_the_manager_and_the_decision_comes_back_to_the_till(open_till, shop):
    till, customers = open_till()
    policy(shop, offline_customer_conflict_policy="ask")
    change_on_both_sides(shop, customers, "Rolf Ask")
    assert cities(shop, "Rolf Ask") == ["Brugge"]
    wait_until(lambda: till.evaluate(CITY, "Rolf Ask") == "Brugge", 30, "the server's value")
    domain = [["name", "=", "Rolf Ask"], ["state", "=", "open"]]
    (log,) = shop.rpc("pos.customer.offline.log", "search", domain)
    wizard = shop.rpc("pos.customer.offline.resolve", "create", {"log_id": log})
    (line,) = shop.rpc("pos.customer.offline.resolve.line", "search", [["wizard_id", "=", wizard]])
    shop.rpc("pos.customer.offline.resolve.line", "write", [line], {"side": "till"})
    shop.rpc("pos.customer.offline.resolve", "action_apply", [wizard])
    assert cities(shop, "Rolf Ask") == ["Gent"]
    wait_until(lambda: till.evaluate(CITY, "Rolf Ask") == "Gent", 90, "the manager's decision")


def test_customer_entered_in_one_tab_is_the_servers_in_another_and_after_a_restart(open_till, shop):
    till, customers = open_till()
    shop.line.mode("refuse")
    customers.create(name="Sam Tab")
    till.add_product(PRODUCT)
    customers.wait_order_written()
    url = till.page.url
    till.new_page()
    till.visit(url)
    till.wait_ready()
    assert till.evaluate(IDS, "Sam Tab") == [["string"], "string"]
    shop.line.mode("pass")
    wait_until(lambda: till.evaluate(IDS, "Sam Tab") == [["number"], "number"], 60, "one number")
    till.reopen()
    till.visit(url)
    till.wait_ready()
    customers.wait_through()
    assert till.evaluate(IDS, "Sam Tab") == [["number"], "number"]
    assert len(cities(shop, "Sam Tab")) == 1


def test_discarded_customer_stays_on_its_paid_order_with_what_was_entered(open_till, shop):
    till, customers = open_till()
    shop.unplug()
    customers.create(name="Tess Discarded", city="Gent")
    order = till.sell(PRODUCT)
    till.next_order()
    (waiting,) = customers.waiting()
    till.evaluate(
        "(uuid) => posmodel.env.services.pos_outbox.discard(uuid, 'left')", waiting["uuid"]
    )
    till.reload()
    till.wait_ready()
    shop.plug()
    shop.wait_paid(order["uuid"])
    fields = ["partner_id", "offline_customer_data"]
    (sold,) = shop.rpc("pos.order", "search_read", [["uuid", "=", order["uuid"]]], fields)
    assert sold["partner_id"] is False
    assert sold["offline_customer_data"]["name"] == "Tess Discarded"
    assert cities(shop, "Tess Discarded") == []
    assert till.errors() == []
