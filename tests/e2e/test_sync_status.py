"""What waits for the server is counted, explained, sent, and can be saved as a file."""

import json

from tests.till import unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

CARD = "4111 1111 1111 1111"


def test_sales_without_the_server_are_counted_and_leave_with_the_line(open_till, shop):
    unsent.wait_shown(open_till, line="online", pending=0)
    shop.unplug()
    orders = [unsent.sell_unsent(open_till, PRODUCT) for _ in range(3)]
    unsent.wait_shown(open_till, line="offline", pending=3, failed=0)
    shop.plug()
    unsent.wait_shown(open_till, line="online", pending=0, timeout=40)
    for order in orders:
        assert len(shop.wait_paid(order["uuid"])) == 1


def test_a_refused_sale_hides_no_other_and_says_why_and_what_to_do(open_till, shop):
    lift = unsent.refuse_noted_orders(shop)
    first, refused, last = _sell_three(open_till, shop)
    shop.wait_paid(first["uuid"])
    shop.wait_paid(last["uuid"])
    unsent.wait_shown(open_till, pending=1, failed=1)
    _assert_explained(open_till, refused)
    open_till.kill()
    open_till.reopen()
    open_till.sign_in_quickly(shop.database, "admin")
    open_till.open_shop(1, from_backend=False)
    unsent.wait_shown(open_till, pending=1, failed=1)
    _assert_explained(open_till, refused)
    unsent.open_panel(open_till)
    lift()  # not before: what waits may be tried again at any time
    open_till.page.click(f"{unsent.PANEL} li button")
    assert len(shop.wait_paid(refused["uuid"])) == 1
    unsent.wait_shown(open_till, pending=0)


def test_a_sale_is_paid_while_an_older_one_is_refused(open_till, shop):
    lift = unsent.refuse_noted_orders(shop)
    shop.line.mode("502", rpc_method="sync_from_ui")
    unsent.sell_unsent(open_till, PRODUCT, unsent.REFUSED_NOTE)
    shop.line.mode("pass")
    open_till.reload()
    open_till.wait_ready()
    order = open_till.sell(PRODUCT)
    assert open_till.order()["state"] == "paid"
    shop.wait_paid(order["uuid"])
    unsent.wait_shown(open_till, pending=1, failed=1)
    lift()


def test_sync_now_sends_what_waits(open_till, shop):
    order = unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    unsent.wait_shown(open_till, pending=1)
    shop.line.mode("pass")
    unsent.open_panel(open_till)
    open_till.page.click(f"{unsent.PANEL} button[name=sync]")
    assert len(shop.wait_paid(order["uuid"])) == 1
    open_till.page.wait_for_selector(f"{unsent.PANEL}:has-text('Everything is on the server')")


def test_the_file_for_support_has_the_sale_and_no_card_number(open_till, shop):
    shop.line.mode("502", rpc_method="sync_from_ui")
    order = unsent.sell_unsent(open_till, PRODUCT, f"card {CARD}")
    unsent.open_panel(open_till)
    with open_till.page.expect_download() as download:
        open_till.page.click(f"{unsent.PANEL} button[name=export]")
    text = download.value.path().read_text()
    (saved,) = json.loads(text)["probes"]["orders"]["data"]
    assert saved["pos_reference"] == order["reference"]
    assert saved["amount_total"] == order["total"]
    assert [line["qty"] for line in saved["lines"]] == [1]
    # By name: each tenth time in milliseconds looks like a card's number.
    assert CARD not in text
    assert CARD.replace(" ", "") not in text
    assert "[card number removed]" in text


def test_a_reload_without_the_server_asks_nobody_when_nothing_would_be_lost(open_till, shop):
    unsent.sell_without_the_server_taking_it(open_till, shop, PRODUCT)
    shop.unplug()
    unsent.wait_shown(open_till, line="offline")
    open_till.dialogs.clear()
    open_till.reload()
    assert open_till.opens()
    assert open_till.dialogs == []


def _sell_three(till, shop):
    """Three sales without the server, which will refuse the second."""
    shop.unplug()
    unsent.wait_shown(till, line="offline")
    notes = (None, unsent.REFUSED_NOTE, None)
    orders = [unsent.sell_unsent(till, PRODUCT, text) for text in notes]
    shop.plug()
    return orders


def _assert_explained(till, order):
    unsent.open_panel(till)
    failed = till.page.locator(f"{unsent.PANEL} li[data-state=failed]")
    wait_until(lambda: order["reference"] in failed.inner_text(), what="the refused order")
    text = failed.inner_text()
    assert "you may not do this" in text
    assert "Ask a manager" in text
    till.page.click(f"{unsent.PANEL} .modal-footer .btn-primary")
