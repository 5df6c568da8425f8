"""Nothing that throws local data away costs a sale: it is sent, kept, or knowingly given up."""

import json

from tests.e2e import scenarios
from tests.till import unsent
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

AT_BACKEND = "() => location.pathname.startsWith('/odoo')"


def test_reload_data_sends_a_paid_sale_first(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    shop.line.mode("pass")
    unsent.reload_data(open_till)
    assert len(shop.wait_paid(order["uuid"])) == 1
    open_till.wait_ready()
    unsent.wait_shown(open_till, pending=0)


def test_reload_data_is_stopped_while_a_sale_cannot_be_sent(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.reload_data(open_till)
    unsent.wait_guard(open_till)
    assert open_till.page.locator(f"{unsent.GUARD} .btn-danger").is_disabled()
    open_till.page.click(f"{unsent.GUARD} button[name=cancel]")
    open_till.page.wait_for_selector(unsent.GUARD, state="detached")
    assert order["uuid"] in unsent.orders_on_disk(open_till)
    open_till.evaluate("() => { delete window.seenByTest; }")
    shop.line.mode("pass")
    open_till.reload()
    open_till.wait_ready()
    assert len(shop.wait_paid(order["uuid"])) == 1


def test_a_cart_that_only_this_till_has_is_sent_before_its_data_is_reloaded(open_till, shop):
    open_till.add_product(PRODUCT)
    cart = open_till.order()
    unsent.reload_data(open_till)
    open_till.wait_ready()
    (order,) = shop.orders(cart["uuid"])
    assert order["state"] == "draft"
    pay_the_open_order(open_till)
    shop.wait_paid(cart["uuid"])


def test_an_open_order_of_the_server_that_was_paid_without_it_outlives_a_kill(open_till, shop):
    order = open_order_paid_without_the_server(open_till, shop)
    open_till.kill()
    open_till.reopen()
    open_till.sign_in_quickly(shop.database, "admin")
    open_till.open_shop(FURNITURE, from_backend=False)
    unsent.wait_shown(open_till, pending=1)
    shop.line.mode("pass")
    assert len(shop.wait_paid(order["uuid"], 60)) == 1
    (total,) = [each["amount_total"] for each in shop.orders(order["uuid"])]
    assert total == order["total"]


def test_a_cashier_cannot_give_up_a_sale(make_till, shop):
    till = make_till("cashier")
    scenarios.visit_once(till, shop)
    unsent.sell_without_the_server_taking_it(till, shop, PRODUCT)
    unsent.reload_data(till)
    unsent.wait_guard(till)
    assert till.page.locator(f"{unsent.GUARD} input").count() == 0
    assert till.page.locator(f"{unsent.GUARD} .btn-danger").count() == 0
    till.page.wait_for_selector(f"{unsent.GUARD}:has-text('Only a manager')")


def test_a_manager_gives_up_a_sale_with_a_file_and_its_number_is_not_used_again(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.reload_data(open_till)
    unsent.wait_guard(open_till)
    open_till.page.fill(f"{unsent.GUARD} input", "delete")
    with open_till.page.expect_download() as download:
        open_till.page.click(f"{unsent.GUARD} .btn-danger")
    saved = json.loads(download.value.path().read_text())["probes"]["orders"]["data"]
    assert [each["uuid"] for each in saved] == [order["uuid"]]
    shop.line.mode("pass")
    open_till.wait_ready()
    later = open_till.sell(PRODUCT)
    assert unsent.number_of(later) > unsent.number_of(order)
    shop.wait_paid(later["uuid"])
    assert shop.orders(order["uuid"]) == []


def test_a_full_reset_after_a_crash_keeps_the_sale_and_sends_it(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.crash(open_till)
    listed = open_till.page.locator(".pos-crash-guard")
    wait_until(lambda: order["reference"] in listed.inner_text(), what="the sale in the list")
    shop.line.mode("pass")
    _full_reset(open_till)
    open_till.wait_ready()
    assert len(shop.wait_paid(order["uuid"])) == 1


def test_a_crashed_till_saves_its_sales_as_a_file(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.crash(open_till)
    with open_till.page.expect_download() as download:
        open_till.page.click(".pos-crash-guard button[name=export]")
    saved = json.loads(download.value.path().read_text())["probes"]["orders"]["data"]
    assert [each["pos_reference"] for each in saved] == [order["reference"]]


def test_a_damaged_sale_that_stops_the_till_is_given_up_with_a_file(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.crash(open_till, order["uuid"])
    _full_reset(open_till)
    open_till.wait_state("oops")
    open_till.page.fill(".pos-crash-guard input", "delete")
    with open_till.page.expect_download() as download:
        open_till.page.click(".pos-crash-guard .btn-danger")
    saved = json.loads(download.value.path().read_text())["probes"]["orders"]["data"]
    assert [each["uuid"] for each in saved] == [order["uuid"]]
    shop.line.mode("pass")
    open_till.wait_ready()
    later = open_till.sell(PRODUCT)
    assert unsent.number_of(later) > unsent.number_of(order)


def test_a_sale_outlives_a_start_after_somebody_changed_a_setting(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    change_a_setting(shop)
    start_from_the_backend(open_till)
    unsent.wait_shown(open_till, pending=1)
    open_till.wait_written()  # stock's own database would be empty now
    shop.line.mode("pass")
    assert len(shop.wait_paid(order["uuid"])) == 1


def test_who_leaves_is_told_what_stays_here_and_may_go(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.choose(open_till, "Backend")
    unsent.wait_guard(open_till)
    open_till.page.click(f"{unsent.GUARD} button[name=cancel]")
    open_till.wait_state("product")
    unsent.choose(open_till, "Backend")
    unsent.wait_guard(open_till)
    open_till.page.click(f"{unsent.GUARD} button[name=go-on]")
    wait_until(lambda: open_till.evaluate(AT_BACKEND), 30, "the backend")
    shop.line.mode("pass")
    open_till.open_shop(FURNITURE)
    assert len(shop.wait_paid(order["uuid"])) == 1


def test_the_register_is_not_closed_over_a_sale_that_the_server_has_not(open_till, shop):
    unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.choose(open_till, "Close Register")
    unsent.wait_guard(open_till)
    assert open_till.page.locator(f"{unsent.GUARD} .btn-danger").is_disabled()
    shop.line.mode("pass")
    open_till.page.click(f"{unsent.GUARD} button[name=retry]")
    open_till.page.wait_for_selector(".modal:has-text('Closing Register')")


def open_order_paid_without_the_server(till, shop):
    """An order that the server has as open, paid while it takes no orders; with two products."""
    till.add_product(PRODUCT)
    till.evaluate(
        """async () => {
            posmodel.addPendingOrder([posmodel.getOrder().id]);
            await posmodel.syncAllOrders();
        }"""
    )
    shop.line.mode("502", rpc_method="sync_from_ui")
    till.add_product(PRODUCT)
    order = pay_the_open_order(till)
    till.next_order()
    return order


def pay_the_open_order(till):
    """Pay what is in the cart, which needs the product screen."""
    till.wait_ready()
    return till.pay_cash()


def change_a_setting(shop):
    """Have a manager change a setting after which stock's tills load all anew."""
    (config,) = shop.rpc("pos.config", "read", [FURNITURE], ["iface_tipproduct"])
    tips = not config["iface_tipproduct"]
    shop.rpc("pos.config", "write", [FURNITURE], {"iface_tipproduct": tips})


def start_from_the_backend(till):
    """Open the till as from the backend, up to its first screen."""
    till.mark_document()
    till.visit(till.shop_url(FURNITURE, from_backend=True))
    till.wait_ready(timeout=60)


def _full_reset(till):
    till.mark_document()
    till.page.click(".pos-error button.btn-primary:text-is('Reload data')")
