"""Off means off: stock's worker takes over, our caches go, and no worker ever locks a till out."""

import pytest

from tests.e2e import scenarios
from tests.till import storage
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

PREFIX = "pos-offline-cache"
SWITCH = "pos_offline_cache.switched_off"
UPDATE = "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"


@pytest.fixture
def switched_off(shop):
    """Function that turns the kill switch; turned back at the end."""

    def turn():
        shop.rpc("ir.config_parameter", "set_param", SWITCH, "True")

    yield turn
    shop.plug()
    shop.rpc("ir.config_parameter", "set_param", SWITCH, "")


def ours(till):
    """Names of our caches and databases in this browser."""
    names = [*storage.cache_names(till.page), *storage.databases(till.page)]
    return [name for name in names if name.startswith(PREFIX)]


def test_the_kill_switch_brings_stocks_worker_back_and_removes_our_stores(till, shop, switched_off):
    scenarios.visit_once(till, shop)
    till.evaluate("async () => { await caches.open('somebody-else'); }")
    others = [name for name in storage.databases(till.page) if not name.startswith(PREFIX)]
    switched_off()
    till.reload()
    till.wait_ready()
    wait_until(lambda: ours(till) == [], 30, "none of our stores")
    assert "somebody-else" in storage.cache_names(till.page)
    assert set(others) <= set(storage.databases(till.page))
    till.reload()
    till.wait_ready()
    wait_until(lambda: till.evaluate(scenarios.STOCK_CACHED), 30, "stock's cache filled")


def test_turned_on_again_the_till_becomes_ready_again(till, shop, switched_off):
    switched_off()
    till.open_shop(FURNITURE)
    shop.rpc("ir.config_parameter", "set_param", SWITCH, "")
    till.reload()
    till.wait_ready()
    till.evaluate(UPDATE)  # the questions of the next line would put the browser's own look off
    till.wait_offline_ready()
    assert scenarios.opens_unplugged(till, shop)


def test_a_broken_worker_body_leaves_the_release_before_and_the_till_open(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("truncate", path="^/pos/service-worker.js", reframe=True, keep=0.9)
    till.evaluate(f"async () => {{ await ({UPDATE})().catch(() => {{}}); }}")
    till.reload()
    till.wait_ready()
    assert scenarios.opens_unplugged(till, shop)


def test_a_worker_body_broken_from_the_start_leaves_the_till_as_stock_has_it(new_till, shop):
    shop.line.mode("truncate", path="^/pos/service-worker.js", reframe=True, keep=0.9)
    new_till.open_shop(FURNITURE)
    new_till.wait_written()
    new_till.reload()
    new_till.wait_ready()
    assert new_till.page.locator(".pos-offline-cache-indicator").count() == 1
