"""The failing control: what stock Odoo does with unsent sales where the suite keeps them.

If one of these begins to fail, Odoo has learnt something, and a test of ours proves less than it
says.
"""

from tests.e2e.test_killed_while_writing import kills_until_lost
from tests.e2e.test_reset_guard import (
    change_a_setting,
    open_order_paid_without_the_server,
    start_from_the_backend,
)
from tests.till import unsent
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

KIND = "stock"
STATES = """(uuid) => posmodel.models["pos.order"].filter((order) => order.uuid === uuid)
    .map(({ state, payment_ids }) => ({ state, payments: payment_ids.length }))"""


def test_stock_loses_a_paid_sale_on_reload_data_and_uses_its_number_again(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.reload_data(open_till)
    open_till.wait_ready()
    shop.line.mode("pass")
    assert _is_gone(open_till, order)
    later = open_till.sell(PRODUCT)
    assert later["reference"] == order["reference"]
    shop.wait_paid(later["uuid"])
    assert shop.orders(order["uuid"]) == []


def test_stock_loses_a_paid_sale_in_a_full_reset(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.crash(open_till)
    shop.line.mode("pass")
    open_till.mark_document()
    open_till.page.click(".pos-error button.btn-primary")
    open_till.wait_ready()
    assert _is_gone(open_till, order)
    assert shop.orders(order["uuid"]) == []


def test_stock_forgets_that_an_open_order_of_the_server_was_paid(open_till, shop):
    order = open_order_paid_without_the_server(open_till, shop)
    open_till.kill()
    open_till.reopen()
    open_till.sign_in_quickly(shop.database, "admin")
    shop.line.mode("pass")
    open_till.open_shop(FURNITURE, from_backend=False)
    (here,) = open_till.evaluate(STATES, order["uuid"])
    assert here == {"state": "draft", "payments": 0}
    shop.rpc("pos.order", "action_pos_order_cancel", [order["id"]])


def test_stock_says_nothing_of_a_refused_sale_and_does_not_try_again(open_till, shop):
    lift = unsent.refuse_noted_orders(shop)
    shop.line.mode("502", rpc_method="sync_from_ui")
    order = unsent.sell_unsent(open_till, PRODUCT, unsent.REFUSED_NOTE)
    shop.line.mode("pass")
    open_till.reload()
    open_till.wait_ready()
    assert open_till.page.locator(".modal, .o_notification").count() == 0
    lift()
    open_till.evaluate("() => posmodel.syncAllOrders()")
    assert order["uuid"] in open_till.evaluate(unsent.PENDING)
    assert shop.orders(order["uuid"]) == []


def test_stock_asks_before_a_reload_that_loses_nothing(open_till, shop):
    open_till.sell(PRODUCT)
    shop.line.mode("refuse")
    open_till.set_device_online(False)
    wait_until(
        lambda: open_till.evaluate("() => posmodel.data.network.offline"), what="stock offline"
    )
    open_till.dialogs.clear()
    open_till.reload()
    # Asking for the state lets Playwright deliver what happened meanwhile.
    wait_until(lambda: (open_till.state(), open_till.dialogs)[1], what="stock's question")


def test_stock_killed_while_it_writes_loses_all_that_the_browser_has_stored(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    assert kills_until_lost(open_till, order, 20)


# The last one: with a setting changed since, stock never gets past its loader in the other tills.
def test_stock_loses_a_paid_sale_at_a_start_after_somebody_changed_a_setting(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    change_a_setting(shop)
    start_from_the_backend(open_till)
    shop.line.mode("pass")
    assert _is_gone(open_till, order)


def _is_gone(till, order):
    pending = till.evaluate(unsent.PENDING)
    return order["uuid"] not in pending and order["uuid"] not in unsent.orders_on_disk(till)
