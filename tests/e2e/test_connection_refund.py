"""A sale of an outage that is given back in the same outage: the refund belongs to its sale."""

import pytest

from tests.e2e import connection, scenarios
from tests.till.shop import PRODUCT
from tests.till.unsent import (
    PANEL,
    REFUSED_NOTE,
    open_panel,
    refund,
    refuse_noted_orders,
    sell_unsent,
    wait_shown,
)
from tests.waiting import wait_until

OTHER = "Letter Tray"


@pytest.fixture
def cut_off(till, shop):
    """A till at its product screen, and no server."""
    scenarios.visit_once(till, shop)
    shop.line.mode("refuse")
    wait_until(lambda: till.evaluate(connection.OFFLINE), what="the till offline")
    return till


def given_back(till, uuid):
    """How much of the first line of the order `uuid` is given back, as the till has it."""
    script = "(uuid) => posmodel.models['pos.order'].getBy('uuid', uuid)?.lines[0].refundedQty"
    return till.evaluate(script, uuid)


def assert_linked(shop, sale, back):
    """The refund is on the server once, for the whole sale, and belongs to it."""
    (order,) = shop.wait_paid(back["uuid"])
    assert order["amount_total"] == -sale["total"]
    assert connection.refunded(shop, back["uuid"]) == [sale["uuid"]]


def test_a_refund_of_a_sale_of_the_same_outage_is_linked_to_it(cut_off, shop):
    sale = sell_unsent(cut_off, PRODUCT)
    sell_unsent(cut_off, OTHER)
    back = refund(cut_off, sale)
    shop.line.mode("pass")
    connection.wait_nothing_pending(cut_off)
    assert_linked(shop, sale, back)
    assert given_back(cut_off, sale["uuid"]) == 1


def test_a_refund_and_its_sale_are_linked_also_after_a_reload_without_the_server(cut_off, shop):
    sale = sell_unsent(cut_off, PRODUCT)
    back = refund(cut_off, sale)
    cut_off.reload()
    cut_off.wait_ready()
    assert given_back(cut_off, sale["uuid"]) == 1
    shop.line.mode("pass")
    connection.wait_nothing_pending(cut_off)
    assert_linked(shop, sale, back)


def test_a_refund_waits_while_the_server_refuses_its_sale(cut_off, shop):
    lift = refuse_noted_orders(shop)
    sale = sell_unsent(cut_off, PRODUCT, REFUSED_NOTE)
    back = refund(cut_off, sale)
    shop.line.mode("pass")
    wait_shown(cut_off, failed=1, pending=2)
    assert shop.orders(back["uuid"]) == []
    lift()
    open_panel(cut_off)
    assert "it gives back is not on the server" in cut_off.page.inner_text(PANEL)
    row = cut_off.page.locator(f"{PANEL} li", has_text=sale["reference"])
    row.locator("button:text-is('Retry')").click()
    connection.wait_nothing_pending(cut_off)
    assert_linked(shop, sale, back)
