"""What a manager can set is obeyed: off is stock's behaviour, a reset reaches every till."""

import pytest

from tests.e2e import scenarios
from tests.till.rpc import Rpc, RpcError
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

INDICATOR = ".pos-offline-cache-indicator"
STORED_AT = "async () => (await odoo.posOfflineCache.status()).storedAt"


def test_the_indicator_says_ready_and_its_popup_says_since_when(till, shop):
    scenarios.visit_once(till, shop)
    till.page.wait_for_selector(f"{INDICATOR}[data-state=ready]")
    till.page.click(INDICATOR)
    popup = till.page.locator(".pos-offline-cache-section")
    popup.wait_for()
    assert popup.locator("dd").count() >= 5


def test_switched_off_a_till_behaves_as_stock_does(new_till, shop, setting):
    setting(offline_cache_enabled=False)
    new_till.open_shop(FURNITURE)
    new_till.page.wait_for_selector(f"{INDICATOR}[data-state=unavailable]")
    shop.unplug()
    new_till.reload()
    assert not new_till.opens(10)
    new_till.wait_state("browser error")


def test_switched_off_a_till_still_has_what_stock_gives_after_two_visits(new_till, shop, setting):
    setting(offline_cache_enabled=False)
    new_till.open_shop(FURNITURE)
    new_till.evaluate("async () => { await navigator.serviceWorker.ready; }")
    new_till.wait_written()
    new_till.reload()
    new_till.wait_ready()
    wait_until(lambda: new_till.evaluate(scenarios.STOCK_CACHED), 30, "stock's cache filled")
    new_till.wait_written()
    assert scenarios.opens_unplugged(new_till, shop)


def test_switched_off_later_a_till_that_was_ready_becomes_stocks(till, shop, setting):
    scenarios.visit_once(till, shop)
    setting(offline_cache_enabled=False)
    till.reload()
    till.wait_ready()
    till.page.wait_for_selector(f"{INDICATOR}[data-state=unavailable]")


def test_the_deadline_of_the_settings_is_obeyed(till, shop, setting):
    setting(offline_cache_deadline=0.5)
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow")
    till.reload()
    assert till.opens()
    assert till.evaluate(scenarios.FIRST_BYTE) < 2500


def test_a_reset_reaches_a_till_at_its_next_online_visit(till, shop):
    scenarios.visit_once(till, shop)
    before = till.evaluate(STORED_AT)
    till.visit("about:blank")
    shop.rpc("pos.config", "action_reset_offline_caches", [FURNITURE])
    till.open_shop(FURNITURE)
    wait_until(lambda: (till.evaluate(STORED_AT) or 0) > before, 60, "a new copy")
    till.wait_offline_ready()


def test_a_reset_reaches_an_open_till_at_once(till, shop):
    scenarios.visit_once(till, shop)
    before = till.evaluate(STORED_AT)
    shop.rpc("pos.config", "action_reset_offline_caches", [FURNITURE])
    wait_until(lambda: (till.evaluate(STORED_AT) or 0) > before, 30, "a new copy")


def test_only_a_manager_resets_the_tills(shop):
    shop.plug()
    cashier = Rpc(shop.rpc.url, shop.database, "cashier")
    with pytest.raises(RpcError, match="manager"):
        cashier("pos.config", "action_reset_offline_caches", [FURNITURE])


def test_a_reset_without_the_server_loses_nothing(till, shop):
    scenarios.visit_once(till, shop)
    shop.unplug()
    till.evaluate("async () => { await odoo.posOfflineCache.reset().catch(() => {}); }")
    till.reload()
    assert till.opens()


def test_debug_with_assets_says_that_it_is_not_ready(new_till, shop):
    new_till.visit(f"{new_till.shop_url(FURNITURE)}?debug=assets")
    new_till.wait_ready(timeout=120)  # Odoo compiles all of its styles and scripts first
    new_till.page.wait_for_selector(f"{INDICATOR}[data-state=unavailable]")
