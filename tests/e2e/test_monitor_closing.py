"""A register with two tills is not closed over what one of them has not sent.

No control: Odoo knows of no other till's orders, and closes.
"""

import pytest

from tests.e2e import scenarios
from tests.till import unsent
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

DIALOG = ".modal:has-text('Another till')"
CLOSING = ".modal:has-text('Closing Register')"
APPLY = ".modal-footer .btn-primary"
REASON = "The tablet was stolen"


def wait_told(shop, **wanted):
    """Wait until the one till that has reported says all of `wanted`."""

    def is_told():
        tills = shop.rpc("pos.offline.device", "search_read", [], list(wanted))
        return any(wanted.items() <= till.items() for till in tills)

    wait_until(is_told, 30, f"a till that tells {wanted}", every=0.5)


@pytest.fixture
def stuck(till, shop):
    """A till with a sale that the server refuses, and what lifts that."""
    scenarios.visit_once(till, shop)
    lift = unsent.sell_refused(till, shop, PRODUCT)
    wait_told(shop, failed_count=1)
    yield till, lift
    lift()


@pytest.fixture
def second(make_till):
    """Function that opens the register on one more device."""

    def open_register(login):
        other = make_till(login)
        other.open_shop(FURNITURE)
        return other

    return open_register


def test_a_cashier_is_told_which_till_has_a_sale_and_cannot_close(stuck, second):
    other = second("cashier")
    unsent.choose(other, "Close Register")
    other.page.wait_for_selector(f"{DIALOG}:has-text('does not have: 1')")
    other.page.click(f"{DIALOG} {APPLY}")
    assert other.page.locator(CLOSING).count() == 0
    other.add_product(PRODUCT)
    assert other.errors() == []


def test_nobody_is_asked_once_the_other_till_has_sent(stuck, second, shop):
    till, lift = stuck
    lift()
    till.page.click(f"{unsent.PANEL} button[name=sync]")
    wait_told(shop, failed_count=0, waiting_count=0)
    other = second("cashier")
    unsent.choose(other, "Close Register")
    other.page.wait_for_selector(CLOSING)


def test_a_manager_closes_without_it_and_the_session_says_why(stuck, second, shop):
    other = second("admin")
    unsent.choose(other, "Close Register")
    other.page.click(f"{DIALOG} {APPLY}")
    other.page.fill(".modal textarea", REASON)
    other.page.click(f".modal:has(textarea) {APPLY}")
    other.page.wait_for_selector(CLOSING)
    session = other.evaluate("() => odoo.pos_session_id")
    (found,) = shop.rpc("pos.session", "read", [session], ["offline_close_reason"])
    assert found["offline_close_reason"] == REASON
