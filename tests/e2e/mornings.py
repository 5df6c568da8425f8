"""A register that was closed in the evening, and an opening next morning that is cut somewhere."""

from tests.e2e import scenarios
from tests.e2e.recovery_scenarios import close_register
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

SWALLOWED_PAGE = ("swallow", {"path": "^/pos/ui"})
DATA_502 = ("502", {"rpc_method": "load_data"})
CUTS = {
    "the page is not found": ("502", {"path": "^/pos/ui"}),
    "the page never comes": SWALLOWED_PAGE,
    "the fields are not found": ("502", {"rpc_method": "load_data_params"}),
    "the data are not found": DATA_502,
    "the data never come": ("swallow", {"rpc_method": "load_data"}),
    "the answer with the data is lost": ("drop_reply", {"rpc_method": "load_data"}),
    "what is gone is not found": ("502", {"rpc_method": "filter_local_data"}),
    "the open orders are not found": ("502", {"rpc_method": "read_config_open_orders"}),
    "nothing but the page is found": ("502", {"path": "^/(web/dataset|pos/ping)"}),
}


def close_in_the_evening(till, shop):
    """A day in the shop, at the end of which the register is closed; return its session."""
    scenarios.visit_once(till, shop)
    return close_register(shop)


def open_in_the_morning(till, shop, mode, **options):
    """The line fails in `mode` while the till opens; True when it opens all the same."""
    shop.line.mode(mode, **options)
    till.visit(till.shop_url(FURNITURE))
    return till.opens(scenarios.DEAD_LINK_SECONDS)


def session_of(shop, uuid):
    """The session that the paid order `uuid` is booked in."""
    (order,) = shop.rpc("pos.order", "search_read", [["uuid", "=", uuid]], ["session_id"])
    return order["session_id"][0]


def open_session(shop):
    """The session of the register that is open now."""
    (config,) = shop.rpc("pos.config", "read", [FURNITURE], ["current_session_id"])
    return config["current_session_id"] and config["current_session_id"][0]


def wait_told(till, text):
    """Wait for a notification of the till."""
    shown = till.page.locator(f".o_notification:has-text('{text}')")
    wait_until(lambda: shown.count(), 40, f"the notification {text!r}")
