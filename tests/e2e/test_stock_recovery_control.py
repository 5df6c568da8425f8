"""The failing control: what stock Odoo does with an order whose till was off for a while.

If one of these begins to fail, Odoo has learnt something, and a test of ours proves less than it
says.
"""

from tests.e2e import recovery_scenarios as scenarios
from tests.e2e.recovery_scenarios import FIRST, SECOND
from tests.till import unsent
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

KIND = "stock"


def come_back(till, shop, login="admin"):
    till.reopen()
    till.context.clear_cookies()
    till.sign_in_quickly(shop.database, login)
    till.open_shop(FURNITURE)


def test_stock_carries_an_order_into_the_next_session_under_its_old_number_and_tells_nobody(
    till, shop
):
    left = scenarios.begin_order(till)
    till.close()
    scenarios.close_register(shop)
    come_back(till, shop)
    (found,) = [each for each in scenarios.open_orders(till) if each["lines"]]
    assert found["reference"] == left["reference"]
    assert till.page.locator(".modal, .o_notification").count() == 0


def test_stock_shows_lines_on_a_paid_order_that_nobody_paid_for(till, make_till, shop):
    left = scenarios.begin_order(till, [FIRST])
    scenarios.save_on_server(till)
    scenarios.add_lines(till, [SECOND])
    till.close()
    scenarios.pay_at(make_till("admin"), left["uuid"])
    shop.wait_paid(left["uuid"])
    come_back(till, shop)
    wait_until(
        lambda: till.evaluate(scenarios.LINES_OF, left["uuid"]), what="the order at the till"
    )
    assert len(till.evaluate(scenarios.LINES_OF, left["uuid"])) == 2


def test_stock_does_not_open_with_an_order_of_a_product_that_was_archived(till, shop):
    scenarios.begin_order(till)
    till.close()
    templates = shop.rpc("product.template", "search", [["name", "=", SECOND]])
    shop.rpc("product.template", "action_archive", templates)
    try:
        till.open()
        till.visit(till.shop_url(FURNITURE, from_backend=True))
        till.wait_state("oops")
    finally:
        shop.rpc("product.template", "action_unarchive", templates)


def test_stock_has_no_way_back_for_a_deleted_order(till, shop):
    left = scenarios.begin_order(till)
    till.page.click(".orders-button")
    till.page.click(".ticket-screen .order-row .fa-trash")
    till.page.click(".modal-footer .btn-primary")
    wait_until(lambda: (till.order() or left)["uuid"] != left["uuid"], what="the order gone")
    on_disk = "what the disk has of it gone"
    wait_until(lambda: left["uuid"] not in unsent.orders_on_disk(till), what=on_disk)
    come_back(till, shop)
    assert left["uuid"] not in [each["uuid"] for each in scenarios.open_orders(till)]


def test_stock_loses_the_order_with_its_full_reset(till, shop):
    left = scenarios.begin_order(till)
    till.evaluate(scenarios.BREAK_STOCKS_DATABASE)
    till.reload()
    till.wait_state("oops")
    till.page.click(".pos-error button:has-text('Reload data')")
    till.wait_ready()
    assert left["uuid"] not in [each["uuid"] for each in scenarios.open_orders(till)]
