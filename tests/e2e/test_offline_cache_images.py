"""Pictures of the shop are there without the server, and stay within their bound."""

import pytest

from tests.e2e import scenarios
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

IMAGES = "async () => (await odoo.posOfflineCache.status()).images"
SHOWN = """() => Array.from(document.querySelectorAll("article.product img"),
    (image) => image.complete && image.naturalWidth > 1)"""
USED = "async () => (await navigator.storage.estimate()).usage"
MADE_ROOM = "async () => (await odoo.posOfflineCache.status()).hasMadeRoom"


@pytest.fixture
def till(new_till):
    """A browser that was never there before."""
    return new_till


def wait_prefetched(till):
    """Wait until every picture of the shop is stored; return how many."""

    def is_done():
        images = till.evaluate(IMAGES)
        return images["total"] and images["done"] == images["total"]

    wait_until(is_done, 60, "all pictures stored")
    return till.evaluate(IMAGES)["done"]


@pytest.fixture
def bounded(shop):
    """The shop keeps five pictures at most."""
    shop.rpc("pos.config", "write", [FURNITURE], {"offline_cache_image_limit": 5})
    yield
    shop.plug()
    shop.rpc("pos.config", "write", [FURNITURE], {"offline_cache_image_limit": 5000})


def test_pictures_of_products_never_scrolled_to_are_shown_without_the_server(till, shop):
    scenarios.visit_once(till, shop)
    assert wait_prefetched(till) > 20
    shop.unplug()
    till.reload()
    till.wait_ready()
    wait_until(lambda: has_pictures(till), 30, "all pictures shown")


def has_pictures(till):
    """Whether all that is shown has its picture; none shown yet is not all."""
    shown = till.evaluate(SHOWN) or []
    return len(shown) > 10 and all(shown)


def test_the_bound_of_pictures_holds(till, shop, bounded):
    scenarios.visit_once(till, shop)
    wait_until(lambda: till.evaluate(IMAGES)["count"] >= 5, 30, "five pictures")
    till.reload()
    till.wait_ready()
    till.wait_offline_ready()
    # Pictures that arrive together pass the bound for an instant, until the oldest are out.
    wait_until(lambda: till.evaluate(IMAGES)["count"] <= 5, what="the bound of five pictures")


def test_where_the_space_is_full_pictures_make_room_and_the_till_opens_with_its_order(till, shop):
    # No stock control: stock keeps pictures with everything else, and drops none.
    scenarios.visit_once(till, shop)
    assert wait_prefetched(till) > 20
    till.add_product(PRODUCT)
    till.wait_written()
    before = till.order()
    till.limit_space(till.evaluate(USED))
    till.reload()
    till.wait_ready()
    # Chromium does not tell how much space there is: a picture that does not fit says so.
    wait_until(lambda: till.evaluate(MADE_ROOM), 30, "the pictures made room")
    wait_until(lambda: till.evaluate(IMAGES)["count"] == 0, what="no picture left")
    assert scenarios.opens_unplugged(till, shop)
    till.wait_ready()
    after = till.order()
    assert (after["uuid"], after["lines"]) == (before["uuid"], before["lines"])
    assert till.errors() == []


def test_a_missing_picture_is_blank_and_breaks_nothing(till, shop, bounded):
    scenarios.visit_once(till, shop)
    assert scenarios.opens_unplugged(till, shop)
    assert till.errors() == []
