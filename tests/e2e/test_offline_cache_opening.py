"""One online visit, the server killed: every way back to the till must lead to a whole till."""

import pytest

from tests.e2e import scenarios
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT

DEVICE = "() => [posmodel.device.identifier, posmodel.device.nextNumber]"
GO_TO = """(screen) => {
    const { uuid } = posmodel.getOrder();
    const needsOrder = ["ProductScreen", "PaymentScreen"].includes(screen);
    posmodel.navigate(screen, needsOrder ? { orderUuid: uuid } : {});
}"""


def test_one_online_visit_is_enough_to_reload_with_the_server_killed(new_till, shop):
    assert scenarios.server_gone_after_one_visit(new_till, shop)
    assert new_till.errors() == []


def test_a_till_of_two_visits_reloads_with_the_server_killed(till, shop):
    assert scenarios.server_gone_after_two_visits(till, shop)


def test_the_address_of_an_order_made_since_the_last_visit_opens(till, shop):
    assert scenarios.order_made_since_the_last_visit(till, shop)


def test_the_order_in_work_is_there_after_an_offline_reload(till, shop):
    scenarios.visit_once(till, shop)
    till.add_product(PRODUCT)
    till.wait_written()
    before = till.order()
    assert scenarios.opens_unplugged(till, shop)
    till.wait_ready()
    after = till.order()
    assert (after["uuid"], after["lines"]) == (before["uuid"], before["lines"])


def test_barcodes_are_read_after_one_visit_and_an_offline_reload(new_till, shop):
    scenarios.visit_once(new_till, shop)
    assert scenarios.opens_unplugged(new_till, shop)
    assert new_till.evaluate("() => posmodel.barcodeReader?.parser.nomenclature.rules.length") > 0


def test_every_screens_address_opens_without_the_server(new_till, shop):
    scenarios.visit_once(new_till, shop)
    new_till.add_product(PRODUCT)
    new_till.wait_written()
    shop.unplug()
    screens = {
        "ProductScreen": "product",
        "PaymentScreen": "payment",
        "TicketScreen": "orders",
        "LoginScreen": "login",
    }
    for screen, state in screens.items():
        new_till.evaluate(GO_TO, screen)
        new_till.wait_state(state)
        new_till.visit(new_till.page.url)
        new_till.wait_state(state)
    assert new_till.errors() == []


def test_the_receipt_of_an_offline_sale_opens_again(till, shop):
    scenarios.visit_once(till, shop)
    shop.unplug()
    uuid = till.sell(PRODUCT)["uuid"]
    till.wait_written()
    till.visit(till.shop_url(FURNITURE, f"/receipt/{uuid}"))
    till.wait_state("receipt")


def test_the_address_that_the_backend_links_to_opens(new_till, shop):
    scenarios.visit_once(new_till, shop)
    shop.unplug()
    new_till.visit(new_till.shop_url(FURNITURE, from_backend=True))
    assert new_till.opens()


@pytest.mark.parametrize("ending", ["close", "kill"])
def test_a_browser_ended_and_started_again_opens_the_shop_from_its_address(ending, new_till, shop):
    scenarios.visit_once(new_till, shop)
    if ending == "kill":
        new_till.reopen()  # an orderly end first: Chromium writes the sign-in every 30 s only
        new_till.open_shop(FURNITURE)
    shop.unplug()
    getattr(new_till, ending)()
    new_till.open()
    new_till.visit(new_till.shop_url(FURNITURE))
    new_till.wait_ready()
    new_till.add_product(PRODUCT)


def test_a_device_that_knows_it_is_offline_opens_the_till(till, shop):
    scenarios.visit_once(till, shop)
    shop.unplug()
    till.set_device_online(False)
    assert till.evaluate("() => navigator.onLine") is False
    till.reload()
    assert till.opens()
    assert till.evaluate("() => navigator.onLine") is False


def test_a_device_that_believes_it_is_online_opens_the_till(till, shop):
    scenarios.visit_once(till, shop)
    assert scenarios.opens_unplugged(till, shop)
    assert till.evaluate("() => navigator.onLine") is True


def test_a_second_shop_that_was_visited_before_opens_too(till, shop):
    scenarios.visit_once(till, shop, CLOTHES)
    scenarios.visit_once(till, shop, FURNITURE)
    shop.unplug()
    for config_id in (CLOTHES, FURNITURE):
        till.visit(till.shop_url(config_id))
        till.wait_ready()
        assert till.evaluate("() => odoo.pos_config_id") == config_id


def test_a_sale_made_offline_has_a_receipt_and_reaches_the_server_exactly_once(till, shop):
    scenarios.visit_once(till, shop)
    assert scenarios.opens_unplugged(till, shop)
    till.wait_ready()
    sale = till.sell(PRODUCT)
    till.next_order()
    till.wait_written()
    till.reload()
    till.wait_ready()
    shop.plug()
    orders = shop.wait_paid(sale["uuid"])
    assert [order["amount_total"] for order in orders] == [sale["total"]]
    till.reload()
    till.wait_ready()
    assert len(shop.orders(sale["uuid"])) == 1


def test_a_till_whose_local_storage_was_lost_opens_as_the_device_of_before(till, shop):
    scenarios.visit_twice(till, shop)
    device = till.evaluate(DEVICE)
    assert scenarios.opens_without_local_storage(till, shop)
    till.wait_ready()
    assert till.evaluate(DEVICE) == device
