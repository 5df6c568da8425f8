"""What cannot simply come back has an answer of its own, one for each thing that may happen."""

import json
import re

import pytest

from tests.e2e import connection
from tests.e2e import recovery_scenarios as scenarios
from tests.e2e.recovery_scenarios import FIRST, SECOND
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

DIALOG = ".pos-recovery-case"
LIST = ".pos-recovery-list"
NOTICE = ".pos-recovery-notice"


def dialog(till, title):
    """Wait for the dialog of a case; returns its locator."""
    found = till.page.locator(f"{DIALOG}:has-text('{title}')")
    found.wait_for()
    return found


def act(till, name):
    till.page.click(f"{DIALOG} [data-action={name}]")
    till.page.wait_for_selector(DIALOG, state="detached")


def open_list(till):
    """Open the recovery list from the till's menu."""
    till.page.click(".pos-rightheader button:has(.fa-bars)")
    till.page.click(".pos-recovery-menu")
    till.page.wait_for_selector(LIST)


def rows(till):
    return till.page.locator(f"{LIST} .pos-recovery-row").all_inner_texts()


def row_without_age(till):
    """The text of the only row, as it is whenever it is read."""
    found = rows(till)
    return re.sub(r"\d+ seconds? ago|in \d+ seconds?", "", found[0]) if len(found) == 1 else None


def come_back(till, shop, login="admin", url=None):
    """The browser is started again, and the shop opened from the backend or at a till's address."""
    till.reopen()
    till.context.clear_cookies()  # a killed browser may have lost its session, or not
    till.sign_in_quickly(shop.database, login)
    till.visit(url) if url else till.open_shop(FURNITURE)


def products(order):
    # An archived product comes without its code before the name.
    return [line["product"].split("] ")[-1] for line in order["lines"]]


def restore_from_list(till, name, action):
    till.page.click(f"{LIST} .pos-recovery-row:has-text('{name}') > button")
    till.page.click(f"{LIST} [data-action={action}]")


def test_an_order_of_a_closed_session_goes_on_in_the_new_one_with_its_old_number_noted(till, shop):
    left = scenarios.begin_order(till)
    till.close()
    scenarios.close_register(shop)
    come_back(till, shop)
    dialog(till, "The register was closed since")
    act(till, "new")
    order = till.order()
    assert products(order) == products(left)
    assert order["uuid"] != left["uuid"]
    assert order["reference"] != left["reference"]
    (kept,) = [each for each in scenarios.open_orders(till) if each["lines"]]
    assert left["reference"] in json.loads(kept["note"])[0]["text"]
    till.pay_cash()
    assert len(shop.wait_paid(order["uuid"])) == 1
    assert shop.orders(left["uuid"]) == []


def test_not_now_keeps_the_order_of_a_closed_session_in_the_list(till, shop):
    scenarios.begin_order(till)
    till.close()
    scenarios.close_register(shop)
    come_back(till, shop)
    dialog(till, "The register was closed since")
    act(till, "later")
    till.reload()
    till.wait_ready()
    open_list(till)
    till.page.wait_for_selector(f"{LIST} .pos-recovery-row:has-text('closed session')")
    assert till.page.locator(DIALOG).count() == 0


def test_an_order_paid_elsewhere_stays_as_it_was_paid_and_the_rest_is_told(till, make_till, shop):
    left = scenarios.begin_order(till, [FIRST])
    scenarios.save_on_server(till)
    scenarios.add_lines(till, [SECOND])
    till.close()
    scenarios.pay_at(make_till("admin"), left["uuid"])
    (paid,) = shop.wait_paid(left["uuid"])
    come_back(till, shop)
    found = dialog(till, "was paid meanwhile")
    assert SECOND in found.inner_text()
    assert FIRST not in found.inner_text()
    act(till, "ok")
    assert till.order()["uuid"] != left["uuid"]
    assert len(till.evaluate(scenarios.LINES_OF, left["uuid"])) == 1
    assert shop.orders(left["uuid"]) == [paid]


def test_an_order_paid_elsewhere_that_this_till_never_knew_to_be_saved_stays_as_it_was_paid(
    till, make_till, shop
):
    left = scenarios.begin_order(till, [FIRST])
    shop.line.mode("drop_reply", rpc_method="sync_from_ui")
    till.evaluate(connection.SAVE)
    wait_until(lambda: shop.orders(left["uuid"]), what="the draft on the server")
    shop.unplug()
    till.evaluate("() => posmodel.getOrder().removeOrderline(posmodel.getOrder().lines[0])")
    scenarios.add_lines(till, [SECOND])
    url = till.page.url
    till.kill()
    shop.plug()
    scenarios.pay_at(make_till("admin"), left["uuid"])
    (paid,) = shop.wait_paid(left["uuid"])
    come_back(till, shop, url=url)
    found = dialog(till, "was paid meanwhile")
    assert SECOND in found.inner_text()
    act(till, "ok")
    assert till.order()["uuid"] != left["uuid"]
    assert shop.orders(left["uuid"]) == [paid]
    assert till.errors() == []


def test_an_order_cancelled_elsewhere_can_go_on_as_a_new_one(till, shop):
    left = scenarios.begin_order(till)
    scenarios.save_on_server(till)
    scenarios.wait_kept(till)
    till.close()
    order_ids = shop.rpc("pos.order", "search", [["uuid", "=", left["uuid"]]])
    shop.rpc("pos.order", "action_pos_order_cancel", order_ids)
    come_back(till, shop)
    dialog(till, "was cancelled meanwhile")
    act(till, "new")
    order = till.order()
    assert order["uuid"] != left["uuid"]
    assert products(order) == products(left)
    assert [each["state"] for each in shop.orders(left["uuid"])] == ["cancel"]


def test_an_order_with_an_archived_product_comes_back_and_is_not_paid_before_it_is_solved(
    till, shop
):
    left = scenarios.begin_order(till)
    till.close()
    templates = shop.rpc("product.template", "search", [["name", "=", SECOND]])
    shop.rpc("product.template", "action_archive", templates)
    try:
        come_back(till, shop)
        till.page.wait_for_selector(".pos-recovery-unsold")
        assert products(till.order()) == products(left)
        till.page.click(".product-screen .pay-order-button")
        assert SECOND in dialog(till, "Payment is blocked").inner_text()
        act(till, "remove")
        assert products(till.order()) == [products(left)[0]]
        order = till.pay_cash()
        assert len(shop.wait_paid(order["uuid"])) == 1
    finally:
        shop.rpc("product.template", "action_unarchive", templates)


def test_a_price_that_changed_is_told_and_the_order_keeps_its_own(till, shop):
    left = scenarios.begin_order(till, [FIRST])
    till.close()
    templates = shop.rpc("product.template", "search", [["name", "=", FIRST]])
    (before,) = shop.rpc("product.template", "read", templates, ["list_price"])
    shop.rpc("product.template", "write", templates, {"list_price": before["list_price"] + 7})
    try:
        come_back(till, shop)
        till.page.wait_for_selector(f"{NOTICE}:has-text('not the same')")
        till.page.click(f"{NOTICE} button:has-text('Show')")
        assert "Keeps the price" in dialog(till, "Not the same any more").inner_text()
        assert till.order()["total"] == left["total"]
    finally:
        shop.rpc("product.template", "write", templates, {"list_price": before["list_price"]})


def test_another_user_of_the_machine_is_told_nothing_and_the_owner_gets_it_back(till, shop):
    left = scenarios.begin_order(till)
    till.close()
    come_back(till, shop, "cashier")
    open_list(till)
    assert rows(till) == []
    assert till.page.locator(f"{LIST} [data-action=others]").count() == 0
    assert till.page.locator(f"{NOTICE}, {DIALOG}").count() == 0
    till.visit("about:blank")  # an answer to what the page still asks would bring its own cookie
    till.context.clear_cookies()
    till.sign_in_quickly(shop.database, "admin")
    till.open_shop(FURNITURE)
    open_list(till)
    assert any(left["reference"][-3:] in row for row in rows(till))


def test_a_manager_takes_over_the_order_of_somebody_else(make_till, shop):
    till = make_till("cashier")
    left = scenarios.begin_order(till)
    till.close()
    come_back(till, shop, "admin")
    open_list(till)
    assert rows(till) == []
    till.page.click(f"{LIST} [data-action=others]")
    restore_from_list(till, "Casey Cashier", "new")
    till.page.wait_for_selector(LIST, state="detached")
    assert products(till.order()) == products(left)
    assert till.order()["uuid"] != left["uuid"]


def test_an_order_deleted_by_mistake_comes_back_from_the_list(till, shop):
    left = scenarios.begin_order(till)
    till.page.click(".orders-button")
    till.page.click(".ticket-screen .order-row .fa-trash")
    till.page.click(".modal-footer .btn-primary")
    wait_until(lambda: (till.order() or left)["uuid"] != left["uuid"], what="the order gone")
    open_list(till)
    assert any("deleted" in row for row in rows(till))
    restore_from_list(till, "deleted", "place")
    wait_until(lambda: till.order()["uuid"] == left["uuid"], what="the order back")
    assert products(till.order()) == products(left)
    assert till.order()["reference"] == left["reference"]


def test_a_discarded_order_can_be_had_back(till, shop):
    scenarios.begin_order(till)
    open_list(till)
    before = row_without_age(till)
    assert before
    till.page.click(f"{LIST} .pos-recovery-row > button")
    till.page.click(f"{LIST} [data-action=discard]")
    till.page.click(f"{LIST} [data-action=undo]")
    wait_until(lambda: row_without_age(till) == before, what="the row as it was")


def test_a_discarded_order_is_gone_for_good_with_the_list(till, shop):
    scenarios.begin_order(till)
    till.wait_written()
    open_list(till)
    till.page.click(f"{LIST} .pos-recovery-row > button")
    till.page.click(f"{LIST} [data-action=discard]")
    till.page.wait_for_selector(f"{LIST} [data-action=undo]")
    till.page.keyboard.press("Escape")
    till.page.wait_for_selector(LIST, state="detached")
    open_list(till)
    assert rows(till) == []


@pytest.mark.parametrize("way", ["full reset", "open again"])
def test_after_a_critical_error_the_list_is_offered(way, till, shop):
    left = scenarios.begin_order(till)
    till.evaluate(scenarios.BREAK_STOCKS_DATABASE)
    till.reload()
    till.wait_state("oops")
    if way == "full reset":
        till.page.click(".pos-error button:has-text('Reload data')")
    else:
        till.page.wait_for_selector(".pos-recovery-reopen")
        till.visit(till.shop_url(FURNITURE, from_backend=True))
    till.wait_ready()
    till.page.wait_for_selector(f"{LIST}:has-text('stopped by an error')")
    assert till.page.locator(f"{LIST} .pos-recovery-row").count() == 1
    till.page.click(f"{LIST} .pos-recovery-row > button")
    till.page.click(f"{LIST} [data-action=place]")
    till.page.wait_for_selector(LIST, state="detached")
    assert products(till.order()) == products(left)


def test_where_the_shop_wants_it_the_cashier_is_asked(till, shop, setting):
    setting(session_recovery_mode="ask")
    left = scenarios.begin_order(till)
    till.close()
    come_back(till, shop)
    dialog(till, "Bring back order")
    act(till, "place")
    assert till.order()["uuid"] == left["uuid"]
    assert products(till.order()) == products(left)


def test_what_came_back_can_be_undone(till, shop):
    left = scenarios.begin_order(till)
    till.close()
    come_back(till, shop)
    till.page.wait_for_selector(f"{NOTICE}:has-text('back as it was')")
    till.page.click(f"{NOTICE} button:has-text('Undo')")
    till.page.wait_for_selector(f"{NOTICE}:has-text('recovery list')")
    assert till.order()["uuid"] != left["uuid"]
    open_list(till)
    assert len(rows(till)) == 1


def test_a_reload_is_not_told_of_and_a_kill_is(till):
    left = scenarios.begin_order(till)
    till.wait_written()
    till.reload()
    till.wait_ready()
    assert till.order()["uuid"] == left["uuid"]
    assert till.page.locator(NOTICE).count() == 0
    till.kill()
    till.reopen()
    till.open_shop(FURNITURE, from_backend=False)
    till.page.wait_for_selector(f"{NOTICE}:has-text('back as it was')")


def test_switched_off_nothing_is_shown_and_what_was_stored_is_removed(till, shop, setting):
    scenarios.begin_order(till)
    setting(session_recovery_enabled=False)
    come_back(till, shop)
    stored = """async () => {
        const { store } = posmodel.env.services.pos_session_recovery;
        const areas = ["recovery", "recovery_ring"];
        const records = await Promise.all(areas.map((area) => store.getAll(area)));
        const keys = Object.keys(localStorage).filter((key) => /pos_session_recovery/.test(key));
        return records.flat().length + keys.length;
    }"""
    wait_until(lambda: till.evaluate(stored) == 0, what="nothing of ours stored")
    till.add_product(FIRST)
    till.wait_written()
    assert till.evaluate(stored) == 0
    assert till.page.locator(f"{NOTICE}, {DIALOG}").count() == 0
