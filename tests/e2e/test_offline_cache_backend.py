"""Who gets to the backend while the server is gone finds the way back to the till.

For stock as failing control see `test_without_the_server_stock_control.py`.
"""

import pytest

from tests.e2e import scenarios
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

BACKEND = "/odoo/action-point_of_sale.action_client_pos_menu"
LINK = f"#pos_offline_tills a[href='/pos/ui/{FURNITURE}']"
# Odoo's worker for the backend stands, with its offline page.
COVERED = """async () => {
    const registration = await navigator.serviceWorker.getRegistration("/odoo");
    const cache = await caches.open("odoo-sw-cache");
    return registration?.active?.state === "activated"
        && Boolean(await cache.match("/odoo/offline"));
}"""


@pytest.fixture
def open_till(till, shop):
    """A till of a browser that was in the backend before, where Odoo registers its worker."""
    wait_until(lambda: has_odoos_worker(till), 120, "Odoo's worker for the backend")
    till.visit("about:blank")  # nothing of the backend is on its way any more
    scenarios.visit_once(till, shop)
    return till


def has_odoos_worker(till):
    """Visit the backend: a worker that could not be installed is tried again at a visit only."""
    till.visit(f"{till.origin}{BACKEND}")
    try:
        return wait_until(lambda: till.evaluate(COVERED), 20)
    except TimeoutError:
        return False


def lose_the_server(till, shop):
    """The browser ends workers that rest; a new one of Odoo's shows its offline page."""
    till.cdp.send("ServiceWorker.enable")
    till.cdp.send("ServiceWorker.stopAllWorkers")
    shop.unplug()


def test_an_address_of_the_backend_offers_the_till_by_its_name(open_till, shop):
    lose_the_server(open_till, shop)
    open_till.visit(f"{open_till.origin}{BACKEND}")
    open_till.page.wait_for_selector(f"{LINK}:has-text('Furniture Shop')")
    open_till.page.click(LINK)
    open_till.wait_ready()


def test_who_is_signed_out_is_offered_no_till(open_till, shop):
    open_till.sign_out()
    lose_the_server(open_till, shop)
    open_till.visit(f"{open_till.origin}{BACKEND}")
    open_till.page.wait_for_selector(".card h1")
    assert open_till.page.locator(LINK).count() == 0
