"""What only the server can do says so at once, and nobody ends where there is no way back."""

from tests.e2e import connection
from tests.till import unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

NEEDED = ".pos-server-needed"
CLOSING = ".modal:has-text('Closing Register')"
AT_BACKEND = "() => location.pathname.startsWith('/odoo')"


def lose_the_server(till, shop):
    """One sale that waits, and a till that knows that it is offline."""
    shop.unplug()
    unsent.sell_unsent(till, PRODUCT)
    wait_until(lambda: till.evaluate(connection.OFFLINE), 30, "the till offline")


def test_the_backend_is_not_left_for_without_the_server(open_till, shop):
    lose_the_server(open_till, shop)
    open_till.mark_document()
    unsent.choose(open_till, "Backend")
    open_till.page.wait_for_selector(f"{NEEDED}:has-text('1 sale waits')")
    open_till.page.click(f"{NEEDED} button[name=stay]")
    open_till.add_product(PRODUCT)
    assert open_till.evaluate("() => window.seenByTest") is True
    unsent.choose(open_till, "Backend")
    shop.plug()
    open_till.page.click(f"{NEEDED} button[name=go-on]", timeout=30_000)
    wait_until(lambda: open_till.evaluate(AT_BACKEND), 30, "the backend")


def test_the_register_is_not_half_closed_without_the_server(open_till, shop):
    lose_the_server(open_till, shop)
    unsent.choose(open_till, "Close Register")
    open_till.page.wait_for_selector(f"{NEEDED}:has-text('1 sale waits')")
    assert open_till.page.locator(".modal").count() == 1
    open_till.page.click(f"{NEEDED} button[name=stay]")
    open_till.add_product(PRODUCT)
    unsent.choose(open_till, "Close Register")
    shop.plug()
    open_till.page.click(f"{NEEDED} button[name=go-on]", timeout=30_000)
    open_till.page.wait_for_selector(CLOSING)


def test_a_server_that_goes_while_the_cash_is_counted_leaves_what_was_counted(open_till, shop):
    unsent.choose(open_till, "Close Register")
    open_till.page.fill(f"{CLOSING} .closing-notes", "counted twice")
    shop.unplug()
    _count_and_close(open_till)
    open_till.page.wait_for_selector(f"{NEEDED}:has-text('when the server is back')")
    open_till.page.click(f"{NEEDED} button[name=stay]")
    assert open_till.page.input_value(f"{CLOSING} .closing-notes") == "counted twice"


def test_a_closing_whose_answer_is_lost_can_be_tried_again(open_till, shop):
    unsent.choose(open_till, "Close Register")
    open_till.page.wait_for_selector(CLOSING)
    shop.line.mode("reset", rpc_method="update_closing_control_state_session", times=1)
    _count_and_close(open_till)
    open_till.page.wait_for_selector(f"{NEEDED}:has-text('stopped answering')")
    open_till.page.click(f"{NEEDED} button[name=go-on]")
    open_till.page.wait_for_selector(NEEDED, state="detached")
    session = open_till.evaluate("() => odoo.pos_session_id")
    wait_until(lambda: _state(shop, session) == "closed", 30, "the register closed")


def _count_and_close(till):
    till.page.click(f"{CLOSING} .fa-clone >> nth=0")
    till.page.click(f"{CLOSING} .modal-footer .btn-primary")


def _state(shop, session):
    (found,) = shop.rpc("pos.session", "read", [session], ["state"])
    return found["state"]
