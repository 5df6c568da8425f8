"""The cashier's place comes back: after a refresh, a closed tab, a killed browser, offline."""

import pytest

from tests.e2e import places
from tests.e2e.places import press
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

CARD = "4111111111111111"


@pytest.fixture
def open_till(till):
    """A till that is open and ready for an outage."""
    till.open_shop(FURNITURE)
    till.wait_offline_ready()
    till.wait_written()
    return till


def kill_and_return(till, url=None):
    """SIGKILL the whole browser, start it again, go to the shop's address."""
    till.kill()
    till.open()
    till.visit(url or till.shop_url(FURNITURE))
    return places.wait_place(till)


def test_refresh_comes_back_to_the_same_line_and_number(till, shop):
    till.open_shop(FURNITURE)
    before = places.fill_order(till)
    till.reload()
    assert places.wait_place(till) == before
    press(till, ".", "5")
    assert places.place(till)["lines"][-1][3] == 12.5
    assert not till.errors()


def test_closed_tab_comes_back_in_a_new_one(till, shop):
    till.open_shop(FURNITURE)
    before = places.fill_order(till)
    places.settle(till, shop)
    closed = till.page
    till.new_page()
    closed.close()
    till.visit(till.shop_url(FURNITURE))
    assert places.wait_place(till) == before


def test_killed_browser_comes_back_on_any_address_of_the_till(open_till, shop):
    before = places.fill_order(open_till)
    places.settle(open_till, shop)
    path = f"/payment/{before['order']}"
    for url in (
        open_till.shop_url(FURNITURE),
        open_till.shop_url(FURNITURE, from_backend=True),
        open_till.shop_url(FURNITURE, path),
    ):
        assert kill_and_return(open_till, url) == before
        places.settle(open_till, shop)


def test_killed_browser_comes_back_with_the_server_gone(open_till, shop):
    shop.unplug()
    before = places.fill_order(open_till)
    places.settle(open_till, shop)
    assert kill_and_return(open_till) == before


def test_payment_in_progress_comes_back_with_its_amount(open_till, shop):
    places.fill_order(open_till)
    open_till.go_to_payment()
    open_till.page.locator(".paymentmethods .paymentmethod").first.click()
    wait_until(lambda: places.place(open_till)["payment"], what="the payment that keys go to")
    press(open_till, "7")
    before = places.place(open_till)
    assert before["payments"][0][1] == 7
    places.settle(open_till, shop)
    assert kill_and_return(open_till) == before
    press(open_till, "5")
    assert places.place(open_till)["payments"][0][1] == 75


def test_list_of_orders_comes_back_with_the_same_order_behind_it(open_till, shop):
    places.fill_order(open_till)
    open_till.evaluate("() => posmodel.addNewOrder()")
    open_till.evaluate("() => posmodel.setOrder(posmodel.getOpenOrders()[0])")
    open_till.evaluate("() => posmodel.navigate('TicketScreen')")
    open_till.wait_state("orders")
    before = places.place(open_till)
    assert before["lines"]
    places.settle(open_till, shop)
    assert kill_and_return(open_till) == before


def test_deleted_line_does_not_come_back(open_till, shop):
    open_till.add_product("Desk Organizer")
    open_till.add_product("Letter Tray")
    open_till.wait_written()
    open_till.evaluate("() => posmodel.getOrder().removeOrderline(posmodel.getOrder().lines[0])")
    before = places.place(open_till)
    places.settle(open_till, shop)
    assert kill_and_return(open_till)["lines"] == before["lines"]


def test_order_comes_back_although_the_browser_lost_stocks_copy(open_till, shop):
    before = places.fill_order(open_till)
    places.settle(open_till, shop)
    open_till.wait_written()
    places.forget_stock(open_till)
    assert kill_and_return(open_till) == before


def test_order_comes_back_although_the_browser_lost_one_of_our_copies(open_till, shop):
    before = places.fill_order(open_till)
    places.settle(open_till, shop)
    open_till.evaluate("() => localStorage.removeItem('nothing')")
    open_till.evaluate("""() => Object.keys(localStorage)
        .filter((key) => key.startsWith("pos_session_recovery.place"))
        .forEach((key) => localStorage.setItem(key, "torn"))""")
    open_till.reload()
    assert places.wait_place(open_till)["lines"] == before["lines"]


def test_paid_sale_stays_paid_and_is_sold_once(open_till, shop):
    open_till.add_product("Desk Organizer")
    shop.line.mode("swallow", path="/web/dataset/call_kw/pos.order/sync_from_ui")
    open_till.go_to_payment()
    uuid = open_till.order()["uuid"]
    open_till.page.locator(".paymentmethods .paymentmethod").first.click()
    open_till.page.click(".payment-screen button.validation-button.next")
    paid = "() => posmodel.getOrder()?.state === 'paid' || posmodel.getOrder()?.finalized"
    wait_until(lambda: open_till.evaluate(paid), 10, "the order paid")
    places.settle(open_till, shop)
    open_till.kill()
    shop.line.mode("pass")
    open_till.open()
    open_till.visit(open_till.shop_url(FURNITURE))
    orders = shop.wait_paid(uuid, 60)
    assert len(orders) == 1
    # The order is sent while the till still starts: before there is a page to ask.
    state = "uuid => window.posmodel?.models['pos.order'].getBy('uuid', uuid)?.state"
    kept = wait_until(lambda: open_till.evaluate(state, uuid), 30, "the order in the new till")
    assert kept in ("paid", "done")


def test_two_tabs_do_not_overwrite_each_others_place(till, shop):
    till.open_shop(FURNITURE)
    before = places.fill_order(till)
    places.settle(till, shop)
    # Stock closes the other tabs of a till by this message; here both stay open.
    till.context.add_init_script("addEventListener('storage', (e) => e.stopImmediatePropagation())")
    first = till.page
    till.reload()
    places.wait_place(till)
    till.new_page()
    till.visit(till.shop_url(FURNITURE))
    assert places.wait_place(till)["order"] == before["order"]
    till.evaluate(
        "() => { posmodel.addNewOrder(); posmodel.navigate('ProductScreen', {"
        "orderUuid: posmodel.getOrder().uuid }); }"
    )
    till.add_product("Letter Tray")
    second = places.place(till)
    places.settle(till, shop)
    till.reload()
    assert places.wait_place(till)["order"] == second["order"]
    till._adopt(first)
    till.reload()
    assert places.wait_place(till)["order"] == before["order"]


def test_locked_till_stays_locked_and_goes_on_where_it_was(open_till, shop):
    before = places.fill_order(open_till)
    places.settle(open_till, shop)
    open_till.evaluate("() => posmodel.showLoginScreen()")
    open_till.wait_state("login")
    places.settle(open_till, shop)
    open_till.kill()
    open_till.open()
    open_till.visit(open_till.shop_url(FURNITURE))
    open_till.wait_state("login")
    open_till.page.click(".screen-login .open-register-btn")
    after = places.wait_place(open_till)
    assert (after["order"], after["lines"]) == (before["order"], before["lines"])
    assert after["screen"] == "ProductScreen"


def test_nothing_of_a_card_is_stored_while_a_terminal_works(open_till, shop):
    places.fill_order(open_till)
    open_till.evaluate(
        """(card) => {
            const order = posmodel.getOrder();
            const method = posmodel.config.payment_method_ids.find((each) => !each.is_cash_count);
            const { data: payment } = order.addPaymentline(method);
            payment.update({ payment_status: "waitingCard", card_no: card, ticket: card,
                cardholder_name: "A. Cardholder", card_type: "VISA", transaction_id: card });
            posmodel.navigate("PaymentScreen", { orderUuid: order.uuid });
        }""",
        CARD,
    )
    open_till.wait_state("payment")
    places.settle(open_till, shop)
    kept = places.kept_text(open_till)
    assert "waitingCard" in kept
    assert CARD not in kept
    assert "Cardholder" not in kept
    assert places.card_numbers(f"a {CARD} b") == [CARD]
    assert not places.card_numbers(kept)


def test_another_user_of_the_machine_is_shown_nothing_of_it(open_till, shop):
    before = places.fill_order(open_till)
    places.settle(open_till, shop)
    open_till.sign_out()
    open_till.sign_in("cashier")
    open_till.visit(open_till.shop_url(FURNITURE))
    open_till.wait_ready()
    assert open_till.evaluate("() => odoo.posSessionRecovery.last") is None
    assert open_till.evaluate("() => odoo.posSessionRecovery.restorer") is None
    assert before["lines"]


def test_recovery_changes_nothing_on_the_server(open_till, shop):
    places.fill_order(open_till)
    places.settle(open_till, shop)
    open_till.wait_written()
    tables = ("pos_order", "pos_order_line", "pos_payment", "pos_session", "pos_config")
    count = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) FROM {} t"

    def digest():
        return [shop.postgres.execute(shop.database, count.format(table)) for table in tables]

    before = digest()
    shop.line.requests.clear()
    assert kill_and_return(open_till)["lines"]
    open_till.evaluate("() => odoo.posSessionRecovery.ready()")
    places.settle(open_till, shop)
    assert digest() == before
