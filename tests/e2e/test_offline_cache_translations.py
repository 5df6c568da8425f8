"""The till speaks its user's language without the server, whatever became of its own store."""

import pytest

from tests.e2e import scenarios
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

WORDS = "() => document.querySelector('.pos-leftheader')?.innerText.trim()"
ENGLISH = "Register"
# Whether the bar begins at the right, as people read it there.
FROM_THE_RIGHT = """() => {
    const { left, right } = document.querySelector(".pos-leftheader").getBoundingClientRect();
    return left + right > innerWidth;
}"""
FORGET_OURS = """async () => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            if (request.url.includes("/web/webclient/translations")) {
                await cache.delete(request);
            }
        }
    }
}"""


@pytest.fixture
def till(new_till):
    """A browser that was never there before."""
    return new_till


@pytest.fixture(params=["fr_FR", "ar_001"])
def language(request, shop):
    """A language other than English, given to the admin for one test."""
    shop.plug()
    shop.set_language("admin", request.param)
    yield request.param
    shop.plug()
    shop.set_language("admin", "en_US")


def reopen_without_stocks_store(till, shop):
    """Lose the page's own store of translations, kill the server, open the shop."""
    scenarios.forget_translations(till)
    shop.unplug()
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()


def test_the_till_speaks_its_language_after_a_restart_of_the_server(language, till, shop):
    scenarios.visit_once(till, shop)
    words = till.evaluate(WORDS)
    assert words
    assert ENGLISH not in words
    shop.server.restart()
    reopen_without_stocks_store(till, shop)
    wait_until(lambda: till.evaluate(WORDS) == words, what=f"the till's bar: {words}")
    assert till.evaluate(FROM_THE_RIGHT) is (language == "ar_001")


def test_french_opens_without_the_pages_own_store(till, shop):
    assert scenarios.french_without_stored_translations(till, shop)
    assert till.errors() == []


def test_without_any_translation_left_the_till_opens_in_english(language, till, shop):
    scenarios.visit_once(till, shop)
    till.evaluate(FORGET_OURS)
    reopen_without_stocks_store(till, shop)
    assert ENGLISH in wait_until(lambda: till.evaluate(WORDS))
    assert till.errors() == []
