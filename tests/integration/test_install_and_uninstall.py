"""The offline cache comes and goes alone, and takes with it all that it had stored in a browser."""

import pytest

from tests.e2e import scenarios
from tests.integration.test_customers_uninstall import STORED
from tests.till import storage
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

MODULE = "pos_offline_cache"
PREFIX = "pos-offline-cache"
# Requests without a pause while the browser changes workers: it misses the moment for it.
BUSY = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const isChanging = () => registration.installing || registration.waiting;
    const isReady = () => odoo.posOfflineCache.state.phase === "ready"; // quicker than this test
    const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    while (!isChanging() && !isReady()) {
        await later(5);
    }
    for (const end = performance.now() + 3000; performance.now() < end; await later(20)) {
        fetch(`/pos/offline/busy?${Math.random()}`).catch(() => {});
    }
}"""


@pytest.fixture
def switch_module(shop):
    """Function that installs or uninstalls the module while the server runs."""

    def switch(action):
        module = shop.rpc("ir.module.module", "search", [["name", "=", MODULE]])
        shop.rpc("ir.module.module", f"button_immediate_{action}", module)

    return switch


def state(shop):
    (module,) = shop.rpc("ir.module.module", "search_read", [["name", "=", MODULE]], ["state"])
    return module["state"]


def ours(till):
    names = [*storage.cache_names(till.page), *storage.databases(till.page)]
    return [name for name in names if name.startswith(PREFIX)]


def opens_anew(till):
    """A server that answers late, as just after an uninstall, is waited for only so long."""
    till.visit(till.shop_url(FURNITURE), timeout=30)
    till.wait_ready(timeout=60)
    return not till.evaluate(STORED)


def test_uninstalled_the_next_online_visit_is_stocks_and_nothing_of_ours_is_left(
    till, shop, switch_module
):
    scenarios.visit_once(till, shop)
    till.evaluate("async () => { await caches.open('somebody-else'); }")
    shop.line.mode("502", path="sync_from_ui")
    sale = till.sell(PRODUCT)
    till.wait_written()
    switch_module("uninstall")
    assert state(shop) == "uninstalled"
    shop.line.mode("pass")
    wait_until(lambda: opens_anew(till), 120, "the page of the server")
    wait_until(lambda: ours(till) == [], 30, "none of our stores")
    assert "somebody-else" in storage.cache_names(till.page)
    assert len(shop.wait_paid(sale["uuid"])) == 1
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    wait_until(lambda: till.evaluate(scenarios.STOCK_CACHED), 30, "stock's cache filled")
    switch_module("install")
    assert state(shop) == "installed"
    shop.line.mode("502", path="/pos/offline/busy")
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    till.evaluate(BUSY)
    till.wait_offline_ready()
    assert scenarios.opens_unplugged(till, shop)
