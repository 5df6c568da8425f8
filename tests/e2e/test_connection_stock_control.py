"""The failing control: what stock Odoo does where the connection monitor and the deadlines help.

If one of these begins to fail, Odoo has learnt something, and a test of ours proves less than it
says.
"""

import time

import pytest

from tests.e2e import connection, scenarios
from tests.e2e.test_connection_receipt import TIME_PRINT, block_pictures
from tests.e2e.test_connection_sale import sign_out_elsewhere
from tests.till import unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

KIND = "stock"
OTHER = "Letter Tray"


@pytest.fixture
def open_till(till, shop):
    """A till at its product screen, whose connection is noted."""
    scenarios.visit_once(till, shop)
    connection.watch(till)
    return till


def test_stock_shows_no_receipt_on_a_dead_link(open_till, shop):
    connection.prepare_payment(open_till, PRODUCT)
    shop.line.mode("swallow")
    assert connection.seconds_to_receipt(open_till, limit=15) is None


def test_stock_does_not_notice_a_dead_link_by_itself(open_till, shop):
    shop.line.mode("swallow")
    end = time.monotonic() + 15
    while time.monotonic() < end:
        assert not open_till.evaluate(connection.OFFLINE)


def test_stock_makes_a_paid_order_a_draft_when_the_session_has_expired(open_till):
    connection.prepare_payment(open_till, PRODUCT)
    sign_out_elsewhere(open_till)
    assert connection.seconds_to_receipt(open_till, limit=5) is None
    wait_until(lambda: open_till.order()["state"] == "draft", what="the draft")


def test_stock_calls_itself_online_while_its_ping_is_on_its_way(open_till, shop):
    shop.line.mode("swallow")
    open_till.evaluate(
        """() => {
            posmodel.data.network.offline = true;
            posmodel.data.checkConnectivity();
        }"""
    )
    assert open_till.evaluate(connection.OFFLINE) is False


def test_stock_cannot_pay_a_draft_whose_answer_was_lost(open_till, shop):
    open_till.add_product(PRODUCT)
    shop.line.mode("drop_reply", rpc_method="sync_from_ui", times=1)
    open_till.evaluate(
        """async () => {
            const order = posmodel.getOrder();
            posmodel.addPendingOrder([order.id]);
            await posmodel.syncAllOrders({ orders: [order] });
        }"""
    )
    shop.line.mode("pass")
    uuid = connection.pay_without_validating(open_till)
    connection.seconds_to_receipt(open_till, limit=5)
    (order,) = shop.orders(uuid)
    assert order["state"] == "draft"
    # The next till would show it, and sell more than one product with it.
    shop.rpc("pos.order", "action_pos_order_cancel", [order["id"]])


def test_stock_prints_only_after_it_has_waited_for_the_picture(open_till, shop):
    connection.prepare_payment(open_till, PRODUCT)
    assert connection.seconds_to_receipt(open_till) is not None
    block_pictures(open_till, shop)
    assert open_till.evaluate(TIME_PRINT, timeout=30) > 2500


def test_stock_forgets_which_sale_of_the_same_outage_a_refund_gives_back(open_till, shop):
    shop.line.mode("refuse")
    sale = unsent.sell_unsent(open_till, PRODUCT)
    back = unsent.refund(open_till, sale)
    shop.line.mode("pass")
    open_till.reload()
    open_till.wait_ready()
    open_till.evaluate("() => posmodel.syncAllOrders()")
    shop.wait_paid(back["uuid"])
    assert connection.refunded(shop, back["uuid"]) == []


def test_stock_fails_where_a_line_is_added_while_its_order_is_saved_first(open_till, shop):
    connection.add_while_saving(open_till, shop, PRODUCT, OTHER)
    wait_until(open_till.errors, what="stock's Oops")
    # The console says it after the dialog, and only while something is asked of the page.
    told = "reading 'currency'"
    wait_until(lambda: open_till.state() and told in str(open_till.console), what="its cause")
