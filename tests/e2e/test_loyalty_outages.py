"""Points, gift cards and eWallets over outages: what the database has at the end is what was sold.

What stock does in the same gap is in `test_stock_loyalty_control.py`.
"""

import pytest

from tests.e2e import connection, scenarios
from tests.till import loyalty, unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

KIND = "suite_with_others"
NEW_SHOP = True
LIMIT = 8  # s; how much of the shop's 3 s it takes is a row of the benchmark
CONFIRM = "confirm_coupon_programs"
HAS_PARTNERS = """(ids) => ids.every((id) => posmodel.models["res.partner"].get(id))"""
NAMES = [f"Loya {number}" for number in range(20)]
ACTIVATE = "(code) => { posmodel.activateCode(code); }"
OWED = "() => posmodel.owedSteps.notes.all.length"
BROKEN = "() => document.querySelector('.o_error_dialog, .pos-error')?.innerText ?? null"


@pytest.fixture(scope="module")
def program(shop):
    """A programme with 10 points for each order."""
    return loyalty.make_loyalty(shop)


@pytest.fixture(scope="module")
def gift_cards(shop):
    """The programme of gift cards."""
    return loyalty.find_gift_cards(shop)


@pytest.fixture(scope="module")
def partners(shop, program, gift_cards):
    """Customers that the till knows before any of them has a card; each is for one use."""
    return [loyalty.make_customer(shop, name) for name in NAMES]


@pytest.fixture(scope="module")
def visited(partners, visited):
    """Programmes and customers come first: a till learns of them while it reads all data."""
    return visited


@pytest.fixture
def ready(till, shop, partners):
    """A till that is ready for an outage and knows the customers."""
    scenarios.visit_twice(till, shop)
    wait_until(lambda: till.evaluate(HAS_PARTNERS, partners), what="the customers")
    return till


@pytest.fixture
def with_card(shop, program, partners):
    """Function that takes the next customer, with a card of 20 points."""

    def take():
        partner = partners.pop()
        card = {"program_id": program, "partner_id": partner, "points": 20}
        shop.rpc("loyalty.card", "create", card)
        return partner

    return take


def wait_points(shop, program, partner, points, timeout=30):
    """Wait until the customer has one card, with that many points."""

    def have():
        return loyalty.points_of(shop, program, partner) == [points]

    try:
        wait_until(have, timeout)
    except TimeoutError:
        assert loyalty.points_of(shop, program, partner) == [points]


def wait_nothing_owed(till):
    """Wait until the till owes the server nothing."""
    wait_until(lambda: till.evaluate(OWED) == 0, 30, "nothing owed")


def spend_gift_card(till, code):
    """Enter the code of a card that no sale of this shop has made; what the order costs less."""
    before = till.order()["total"]
    till.evaluate(ACTIVATE, code)
    till.page.click('.modal:has-text("not linked to any order") .btn-primary')
    wait_until(lambda: till.order()["total"] < before, what="the card's line")
    return round(before - till.order()["total"], 2)


def kill_in_the_gap(till, shop, uuid):
    """Validate, and kill the browser when the server has the sale and not what belongs to it."""
    shop.line.mode("swallow", rpc_method=CONFIRM)
    till.page.click(".payment-screen button.validation-button.next")
    shop.wait_paid(uuid)
    seen = shop.line.requests
    wait_until(lambda: seen.calls(CONFIRM), what="the second message")
    till.kill()
    shop.plug()
    till.open()
    till.sign_in_quickly(shop.database, "admin")
    till.open_shop(1, from_backend=False)


def test_points_of_a_customer_chosen_without_the_server_are_credited(
    ready, shop, program, with_card
):
    partner = with_card()
    shop.unplug()
    loyalty.choose(ready, partner)
    ready.add_product(PRODUCT)
    order = ready.pay_cash()
    shop.plug()
    shop.wait_paid(order["uuid"])
    wait_points(shop, program, partner, 30)
    assert loyalty.history_of(shop, program, partner) == [(10, 0)]
    assert ready.evaluate(BROKEN) is None


def test_first_points_of_a_customer_chosen_without_the_server_make_one_card(
    ready, shop, program, partners
):
    partner = partners.pop()
    shop.unplug()
    loyalty.choose(ready, partner)
    ready.add_product(PRODUCT)
    order = ready.pay_cash()
    shop.plug()
    shop.wait_paid(order["uuid"])
    wait_points(shop, program, partner, 10)


def test_customer_of_an_open_order_has_their_own_card_once_the_server_is_back(
    ready, shop, program, with_card
):
    partner = with_card()
    shop.unplug()
    loyalty.choose(ready, partner)
    ready.add_product(PRODUCT)
    loyalty.wait_counted(ready, program, 10, 0)
    shop.plug()
    loyalty.wait_counted(ready, program, 10, 20, timeout=30)  # on the customer's own card
    order = ready.pay_cash()
    shop.wait_paid(order["uuid"])
    wait_points(shop, program, partner, 30)


def test_one_read_that_vanishes_stops_no_points_of_others(ready, shop, program, with_card):
    first, second = with_card(), with_card()
    shop.line.mode("swallow", rpc_model="loyalty.card", rpc_method="search_read", times=1)
    ready.evaluate(
        """(id) => {
            posmodel.setPartnerToCurrentOrder(posmodel.models["res.partner"].get(id));
            posmodel.updateRewards();
        }""",
        first,
    )
    ready.add_product(PRODUCT)
    one = ready.pay_cash()
    ready.next_order()
    loyalty.choose(ready, second)
    ready.add_product(PRODUCT)
    loyalty.wait_counted(ready, program, 10, 20)
    other = ready.pay_cash()
    for order in (one, other):
        shop.wait_paid(order["uuid"])
    wait_points(shop, program, second, 30)
    wait_points(shop, program, first, 30)


def test_points_survive_a_kill_between_the_sale_and_its_points(ready, shop, program, with_card):
    partner = with_card()
    loyalty.choose(ready, partner)
    uuid = connection.prepare_payment(ready, PRODUCT)
    loyalty.wait_counted(ready, program, 10, 20)
    kill_in_the_gap(ready, shop, uuid)
    wait_points(shop, program, partner, 30)
    wait_nothing_owed(ready)
    assert loyalty.history_of(shop, program, partner) == [(10, 0)]


@pytest.mark.parametrize("fault", ["swallow", "drop_reply", "502"])
def test_points_are_credited_once_whatever_happens_to_their_message(
    ready, shop, program, with_card, fault
):
    partner = with_card()
    loyalty.choose(ready, partner)
    connection.prepare_payment(ready, PRODUCT)
    loyalty.wait_counted(ready, program, 10, 20)
    shop.line.mode(fault, rpc_method=CONFIRM, times=1)
    took = connection.seconds_to_receipt(ready)
    assert took is not None and took < LIMIT
    wait_until(lambda: unsent.shown(ready)["pending"] == 0, 60, "nothing shown as waiting")
    wait_points(shop, program, partner, 30)
    wait_nothing_owed(ready)
    assert loyalty.history_of(shop, program, partner) == [(10, 0)]


def test_what_hangs_after_a_sale_is_shown_and_goes_with_sync_now(ready, shop, program, with_card):
    partner = with_card()
    loyalty.choose(ready, partner)
    connection.prepare_payment(ready, PRODUCT)
    loyalty.wait_counted(ready, program, 10, 20)
    shop.line.mode("502", rpc_method=CONFIRM)
    assert connection.seconds_to_receipt(ready) is not None
    wait_until(lambda: unsent.shown(ready)["pending"] == 1, what="the message that waits")
    unsent.open_panel(ready)
    assert "Points and cards" in ready.page.inner_text(unsent.PANEL)
    shop.line.mode("pass")
    ready.page.click(f"{unsent.PANEL} button:has-text('Sync now')")
    wait_points(shop, program, partner, 30)


@pytest.mark.parametrize("with_gift_card", [False, True])
def test_receipt_comes_within_the_deadline_on_a_dead_link(
    ready, shop, program, gift_cards, with_card, with_gift_card
):
    partner = with_card()
    loyalty.choose(ready, partner)
    ready.add_product(PRODUCT)
    if with_gift_card:
        loyalty.make_gift_card(shop, gift_cards, "DEAD-LINK", 1)
        spend_gift_card(ready, "DEAD-LINK")
    order = connection.pay_without_validating(ready)
    loyalty.wait_counted(ready, program, 10, 20)
    shop.line.mode("swallow")
    took = connection.seconds_to_receipt(ready)
    assert took is not None and took < LIMIT
    shop.plug()
    shop.wait_paid(order)
    wait_points(shop, program, partner, 30)
    if with_gift_card:
        spent = [["code", "=", "DEAD-LINK"], ["points", "=", 0]]
        wait_until(lambda: shop.rpc("loyalty.card", "search_count", spent) == 1, 30)


def test_debit_of_a_gift_card_survives_a_kill_and_is_made_once(ready, shop, gift_cards):
    card = loyalty.make_gift_card(shop, gift_cards, "GIFT-OF-5", 5)
    ready.add_product(PRODUCT)
    spent = spend_gift_card(ready, "GIFT-OF-5")
    uuid = connection.pay_without_validating(ready)
    kill_in_the_gap(ready, shop, uuid)
    wait_nothing_owed(ready)
    (left,) = shop.rpc("loyalty.card", "read", [card], ["points"])
    assert round(left["points"], 2) == round(5 - spent, 2)


def test_sold_gift_card_is_made_once_over_a_kill(ready, shop, gift_cards):
    ready.add_product("Gift Card")
    uuid = connection.pay_without_validating(ready)
    kill_in_the_gap(ready, shop, uuid)
    wait_nothing_owed(ready)
    domain = [["source_pos_order_id.uuid", "=", uuid]]
    cards = shop.rpc("loyalty.card", "search_read", domain, ["points", "program_id"])
    assert [(one["points"], one["program_id"][0]) for one in cards] == [(50, gift_cards)]


def test_balance_of_a_paid_wallet_is_that_of_the_server_after_an_outage(ready, shop, program):
    """Nothing is left of local cards when all is said: a second sale adds to the same card."""
    partner = loyalty.make_customer(shop, "Wally Later", program, 20)
    ready.evaluate("(id) => posmodel.data.read('res.partner', [id])", partner)
    shop.unplug()
    loyalty.choose(ready, partner)
    ready.add_product(PRODUCT)
    first = ready.pay_cash()
    ready.next_order()
    loyalty.choose(ready, partner)
    ready.add_product(PRODUCT)
    second = ready.pay_cash()
    shop.plug()
    for order in (first, second):
        shop.wait_paid(order["uuid"])
    wait_points(shop, program, partner, 40)


def test_points_of_a_deleted_program_are_told_and_hold_nothing_else_up(
    ready, shop, program, with_card
):
    gone = loyalty.make_loyalty(shop, name="Over")
    partner = with_card()
    uuid = ready.sell(PRODUCT)["uuid"]
    (order,) = shop.wait_paid(uuid)
    loyalty.delete(shop, gone)
    card = {"points": 7, "partner_id": partner, "line_codes": []}
    message = {"-1": {**card, "program_id": gone}, "-2": {**card, "program_id": program}}
    for _repeat in range(2):  # the answer was lost
        shop.rpc("pos.order", CONFIRM, [order["id"]], message)
    assert loyalty.points_of(shop, program, partner) == [27]
    domain = [
        ["model", "=", "pos.order"],
        ["res_id", "=", order["id"]],
        ["body", "ilike", "booked"],
    ]
    assert shop.rpc("mail.message", "search_count", domain) == 1
