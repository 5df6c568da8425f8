"""The serial numbers of sales that wait survive a reload and a kill, and arrive, each once."""

import pytest

from tests.e2e import scenarios, serials
from tests.waiting import wait_until

NEW_SHOP = True


@pytest.fixture(scope="module")
def product(shop):
    """A product with serial numbers; a till learns of it at its first visit."""
    return serials.make_product(shop)


@pytest.fixture(scope="module")
def visited(product, visited):
    """The product comes first."""
    return visited


def wait_on_disk(till, *names):
    """Wait until the disk has the numbers of what waits."""
    wait_until(lambda: till.evaluate(serials.ON_DISK) == list(names), 30, "numbers on the disk")


def test_number_of_a_sale_that_is_refused_survives_a_reload(till, shop, product):
    scenarios.visit_twice(till, shop)
    order = serials.reload_with_sync_refused(till, shop, product)
    assert serials.of_order(till, order["uuid"]) == ["SN1"]
    shop.plug()
    shop.wait_paid(order["uuid"])
    assert serials.on_server(shop, order["uuid"]) == (["SN1"], ["SN1"])
    wait_on_disk(till)
    assert till.errors() == []


def test_numbers_of_sales_made_without_the_server_survive_reload_and_kill(till, shop, product):
    scenarios.visit_twice(till, shop)
    shop.unplug()
    serials.add(till, product, "SN1")
    paid = till.pay_cash()
    till.next_order()
    serials.add(till, product, "SN2")
    open_order = till.order()["uuid"]
    till.wait_written()
    wait_on_disk(till, "SN1", "SN2")
    till.reload()
    till.wait_ready()
    assert serials.of_order(till, paid["uuid"]) == ["SN1"]
    assert serials.of_order(till, open_order) == ["SN2"]
    second = till.pay_cash()
    assert second["uuid"] == open_order
    till.wait_written()
    wait_on_disk(till, "SN1", "SN2")
    till.kill_and_return()
    assert till.opens(60)
    shop.plug()
    for order, name in ((paid, "SN1"), (second, "SN2")):
        shop.wait_paid(order["uuid"], 60)
        assert serials.on_server(shop, order["uuid"])[0] == [name]
    wait_on_disk(till)
    assert till.errors() == []
