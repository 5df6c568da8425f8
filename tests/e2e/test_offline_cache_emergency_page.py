"""A till that was never opened online says so, in the user's language, and tries again itself."""

import pytest

from tests.e2e import connection, scenarios
from tests.till.shop import CLOTHES, FURNITURE
from tests.waiting import wait_until

PHONE = {"width": 360, "height": 640}
LATER = "(ms) => { const now = Date.now; Date.now = () => now() + ms; }"
# Notes what the page has told the worker.
LISTEN = """() => {
    const { client } = odoo.posOfflineCache;
    const ask = client.ask;
    window.toldWorker = [];
    client.ask = async function (type) {
        const answer = await ask.apply(this, arguments);
        window.toldWorker.push(type);
        return answer;
    };
}"""


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


def test_a_page_older_than_the_shop_allows_says_why_and_opens_with_the_server(till, shop):
    scenarios.visit_once(till, shop)
    shop.unplug()
    pass_days(till, 8)
    till.visit(till.shop_url(FURNITURE))
    till.wait_state("emergency")
    words = till.page.inner_text("main")
    assert "that time is over" in words
    assert "If the date of this device is wrong, set it right" in words
    assert "has not been opened on this device" not in words
    assert "Orders made on this device are kept" in words
    assert till.page.locator("#tills a").count() == 0
    shop.plug()
    till.wait_ready(timeout=30)


def test_each_contact_with_the_server_keeps_the_stored_page_young(till, shop):
    scenarios.visit_once(till, shop)
    pass_days(till, 5)
    lose_and_find_the_line(till, shop)
    shop.unplug()
    pass_days(till, 5)
    till.reload()
    assert till.opens()


def test_a_user_signed_out_elsewhere_opens_nothing_without_the_server(till, shop):
    scenarios.visit_once(till, shop)
    end_session(till)
    shop.unplug()
    till.visit(till.shop_url(FURNITURE))
    till.wait_state("emergency")
    assert "its user has been signed out" in till.page.inner_text("main")


def test_a_user_who_signed_in_again_opens_the_till_without_the_server(till, shop):
    scenarios.visit_once(till, shop)
    end_session(till)
    till.sign_in_quickly(shop.database, "admin")
    till.wait_offline_ready()
    shop.unplug()
    till.reload()
    assert till.opens()


def end_session(till):
    """Have the till hear that nobody is signed in any more."""
    till.context.clear_cookies()
    till.evaluate("() => posmodel.env.services.pos_connection.check()")
    wait_until(
        lambda: not till.offline_status()["shells"],
        30,
        "the stored page of nobody dropped",
    )


def pass_days(till, days):
    """Put the clock of the till's worker forward; that of the page stays."""
    till.context.service_workers[-1].evaluate(LATER, days * 86_400_000)


def lose_and_find_the_line(till, shop):
    """Be without the server for a moment, and tell the worker of the contact after it."""
    shop.unplug()
    wait_until(lambda: till.evaluate(connection.OFFLINE), 30, "the till offline")
    till.evaluate(LISTEN)
    shop.plug()
    wait_until(lambda: till.evaluate("() => toldWorker.includes('CONTACT')"), 30, "the contact")
