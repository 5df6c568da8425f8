"""One order paid on two tills that trust each other: both payments are told, neither is lost."""

import pytest

from tests.e2e import scenarios
from tests.till import paid_counter as day
from tests.till import unsent
from tests.till.shop import CLOTHES, FURNITURE
from tests.waiting import wait_until


@pytest.fixture(scope="module", autouse=True)
def trusting(shop):
    """The two shops show each other's open orders."""
    shop.rpc("pos.config", "write", [FURNITURE], {"trusted_config_ids": [[6, 0, [CLOTHES]]]})
    shop.rpc("pos.config", "write", [CLOTHES], {"trusted_config_ids": [[6, 0, [FURNITURE]]]})


@pytest.fixture
def tills(till, make_till, shop):
    """The furniture shop's till on the shop's line, and the clothes shop's on its own."""
    line = shop.make_line()
    other = make_till("admin", origin=line.url)
    other.open_shop(CLOTHES)
    scenarios.visit_once(till, shop, anew=True)
    yield till, other
    line.stop()


def payments(shop, uuid):
    """`(method, amount)` of each payment of the order on the server."""
    domain = [["pos_order_id.uuid", "=", uuid]]
    found = shop.rpc("pos.payment", "search_read", domain, ["payment_method_id", "amount"])
    return [(one["payment_method_id"][1].split()[0], round(one["amount"], 2)) for one in found]


def notes(shop, uuid):
    """How many notes the server's order has about a second payment."""
    (order,) = shop.orders(uuid)
    domain = [
        ["model", "=", "pos.order"],
        ["res_id", "=", order["id"]],
        ["body", "ilike", "a second time"],
    ]
    return shop.rpc("mail.message", "search_count", domain)


def pay_on_both(till, other, shop, saved):
    """The other till takes cash, this one a card; only the other's is on the server."""
    day.take_over(other, saved["uuid"])
    other.pay_cash()
    shop.wait_paid(saved["uuid"])
    day.pay_by_card(till)


def assert_told(till, shop, saved):
    """It counts as failed, with its cause, and the server's order is as the other till paid it."""
    unsent.wait_shown(till, 40, failed=1)
    total = round(saved["total"], 2)
    assert payments(shop, saved["uuid"]) == [("Cash", total)]
    unsent.open_panel(till)
    text = till.page.inner_text(unsent.PANEL)
    assert "Paid on Clothes Shop as well" in text
    assert f"Card {total:.2f} taken here" in text
    wait_until(lambda: notes(shop, saved["uuid"]) == 1, 20, "the note on the server's order")
    assert till.errors() == []


def make_own_order(till, shop, saved):
    """Press the button; the new order arrives with its own number and the card's payment."""
    before = set(shop.rpc("pos.order", "search", []))
    till.page.click(f"{unsent.PANEL} button[name=own-order]")
    unsent.wait_shown(till, 30, failed=0, pending=0)
    # While the failed one makes way for it, nothing may be shown for an instant.
    (new,) = wait_until(
        lambda: set(shop.rpc("pos.order", "search", [])) - before, 30, "the order of its own"
    )
    (order,) = shop.rpc("pos.order", "read", [new], ["uuid", "state", "pos_reference", "lines"])
    assert order["state"] == "paid"
    assert order["pos_reference"] != saved["reference"]
    assert len(order["lines"]) == 1
    total = round(saved["total"], 2)
    assert payments(shop, order["uuid"]) == [("Card", total)]
    assert payments(shop, saved["uuid"]) == [("Cash", total)]
    wait_until(lambda: notes(shop, saved["uuid"]) == 2, 20, "the second note")


def test_paid_by_a_till_that_stayed_open_in_the_outage_it_becomes_an_order_of_its_own(tills, shop):
    till, other = tills
    saved = day.save_order(till, shop)
    day.cut(till, shop)
    pay_on_both(till, other, shop, saved)
    shop.line.mode("pass")
    assert_told(till, shop, saved)
    make_own_order(till, shop, saved)


def test_paid_by_a_till_that_was_opened_without_the_server_it_survives_a_reload(tills, shop):
    till, other = tills
    saved = day.save_order(till, shop)
    till.wait_written()
    url = till.page.url
    till.visit("about:blank")
    shop.line.mode("refuse")
    till.visit(url)
    till.wait_state("product")
    pay_on_both(till, other, shop, saved)
    shop.line.mode("pass")
    assert_told(till, shop, saved)
    till.page.click(".modal-footer button:has-text('Close')")
    till.reload()
    till.wait_state("product", "receipt")
    assert_told(till, shop, saved)


def test_paid_where_the_answer_was_lost_it_is_told_and_a_manager_gives_it_up(tills, shop):
    till, other = tills
    saved = day.save_order(till, shop)
    shop.line.mode("502", rpc_method="sync_from_ui")
    day.take_over(other, saved["uuid"])
    day.pay_by_card(till)
    other.pay_cash()
    shop.wait_paid(saved["uuid"])
    shop.line.mode("pass")
    assert_told(till, shop, saved)
    till.page.click(f"{unsent.PANEL} button[name=give-up]")
    till.page.fill(".modal textarea, .modal input[type=text]", "given back in cash")
    till.page.click(".modal:has-text('given up') .modal-footer .btn-primary")
    unsent.wait_shown(till, 30, failed=0, pending=0)
    wait_until(lambda: notes(shop, saved["uuid"]) == 2, 20, "the reason on the server's order")
    assert payments(shop, saved["uuid"]) == [("Cash", round(saved["total"], 2))]
