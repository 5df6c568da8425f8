"""A till that was never opened online says so, in the user's language, and tries again itself."""

import pytest

from tests.e2e import scenarios
from tests.till.shop import CLOTHES, FURNITURE

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def till(new_till):
    """A browser that was never there before."""
    return new_till


def emergency(till, shop):
    """Visit one shop, lose the server, go to another shop."""
    scenarios.visit_once(till, shop)
    shop.unplug()
    till.visit(till.shop_url(CLOTHES))
    till.wait_state("emergency")


def test_a_till_never_opened_online_shows_the_emergency_page(till, shop):
    emergency(till, shop)
    assert till.errors() == []


def test_the_page_offers_the_tills_that_do_open(till, shop):
    emergency(till, shop)
    till.page.click(f"#tills a[href='/pos/ui/{FURNITURE}']")
    till.wait_ready()


def test_it_tries_again_by_itself_until_the_till_opens(till, shop):
    emergency(till, shop)
    shop.plug()
    till.wait_ready(timeout=30)
    assert till.evaluate("() => odoo.pos_config_id") == CLOTHES


def test_a_captive_portal_does_not_make_it_reload_for_ever(till, shop):
    emergency(till, shop)
    shop.line.mode("portal_200")
    till.mark_document()
    till.page.click("#retry")
    till.page.wait_for_function("() => document.querySelector('#status').innerText.includes('no')")
    assert till.evaluate("() => window.seenByTest") is True


def test_it_is_readable_on_a_phone(till, shop):
    emergency(till, shop)
    till.page.set_viewport_size(PHONE)
    assert till.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert till.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)") >= 16


def test_it_loads_no_framework_and_speaks_the_users_language(till, shop):
    shop.set_language("admin", "fr_FR")
    try:
        emergency(till, shop)
    finally:
        shop.plug()
        shop.set_language("admin", "en_US")
    assert till.evaluate("() => document.documentElement.lang").startswith("fr")
    assert till.evaluate("() => document.querySelectorAll('script[src], link').length") == 0
