"""With Odoo's loyalty: a sold gift card is not handed over without what makes the card."""

import pytest

from tests.e2e.sync_scenarios import expire_waiting, lines_of, open_till
from tests.till import loyalty
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.till.sync_orders import SEND, allow_routes
from tests.waiting import wait_until

KIND = "suite_with_others"
NEW_SHOP = True
CARD = """async (program) => {
    const models = posmodel.models;
    const product = models["loyalty.program"].get(program).trigger_product_ids[0];
    await posmodel.addLineToCurrentOrder({ product_tmpl_id: product.product_tmpl_id });
}"""
REMOVE_CARD = """() => {
    const order = posmodel.getOrder();
    order.removeOrderline(order.lines.find((line) => line._e_wallet_program_id));
}"""


@pytest.fixture(scope="module")
def program(shop):
    """Odoo's own programme of gift cards."""
    allow_routes(shop)
    return loyalty.find_gift_cards(shop)


@pytest.fixture
def pair(make_till, shop, program):
    """A counter and a desk, each on a line of its own."""
    expire_waiting(shop)
    with lines_of(shop) as make_line:
        yield [open_till(make_till, make_line, config) for config in (FURNITURE, CLOTHES)]


def cards(shop, program):
    """Points of the cards of the programme."""
    found = shop.rpc("loyalty.card", "search_read", [["program_id", "=", program]], ["points"])
    return [card["points"] for card in found]


def test_sold_gift_card_stays_where_it_was_begun_and_is_made_once(pair, shop, program):
    counter, desk = pair
    wanted = sorted([*cards(shop, program), 50])
    counter.till.add_product(PRODUCT)
    counter.till.evaluate(CARD, program)
    wait_until(lambda: len(counter.till.lines()) == 2, what="the line of the card")
    counter.begin_send()
    assert "gift card" in counter.page.inner_text(f"{SEND} [role=alert]")
    assert counter.page.locator(f"{SEND} button[name=send]").count() == 0 or (
        counter.page.locator(f"{SEND} button[name=send]").is_disabled()
    )
    counter.page.keyboard.press("Escape")
    counter.page.wait_for_selector(SEND, state="detached")
    order = counter.till.pay_cash()
    shop.wait_paid(order["uuid"])
    wait_until(lambda: sorted(cards(shop, program)) == wanted, 30, "the card")
    assert desk.badge() == 0
    assert counter.till.errors() == []


def test_order_goes_on_its_way_once_the_card_is_off_it(pair, shop, program):
    counter, desk = pair
    before = cards(shop, program)
    counter.till.add_product(PRODUCT)
    counter.till.evaluate(CARD, program)
    wait_until(lambda: len(counter.till.lines()) == 2, what="the line of the card")
    counter.till.evaluate(REMOVE_CARD)
    counter.send(CLOTHES)
    counter.wait_sent()
    desk.wait_badge(1)
    taken = desk.take_over()
    assert [line["product"] for line in taken["lines"]] == [PRODUCT]
    shop.wait_paid(desk.till.pay_cash()["uuid"])
    assert cards(shop, program) == before
    assert desk.till.errors() == counter.till.errors() == []
