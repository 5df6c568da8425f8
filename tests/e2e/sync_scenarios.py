"""Tills of one shop that hand orders to each other, each on a line of its own."""

import contextlib

from tests.till.sync_orders import SyncTill
from tests.waiting import wait_until


@contextlib.contextmanager
def lines_of(shop):
    """Yield a function that makes a line of its own to the shop's server; all are closed after."""
    lines = []

    def make():
        lines.append(shop.make_line())
        return lines[-1]

    yield make
    for line in lines:
        line.stop()


def open_till(make_till, make_line, config_id, login="admin"):
    """A till of a point of sale, ready to send and to get, as `till` and its `line`."""
    line = make_line()
    till = make_till(login, origin=line.url)
    till.open_shop(config_id)
    sync = SyncTill(till)
    sync.line = line
    wait_until(lambda: sync.badge() is not None, what="the button of the inbox")
    wait_until(lambda: not sync.is_degraded(), 30, "the live line")
    return sync


def expire_waiting(shop):
    """Nothing of before, and nothing of the demo data, waits for anybody."""
    domain = [["state", "in", ["queued", "sent", "seen"]]]
    rows = shop.rpc("pos.sync.transfer", "search_read", domain, ["sync_order_id"])
    if rows:
        numbers = list({row["sync_order_id"][0] for row in rows})
        shop.rpc("pos.sync.order", "action_expire", numbers)


def cut_websocket(sync):
    """The reverse proxy passes everything but websockets, and drops those there are."""
    sync.line.mode("502", path="^/websocket")
    sync.line.cut()


def unplug(sync):
    """Nothing of this till reaches the server any more."""
    sync.line.mode("refuse")
    sync.line.cut()
    wait_until(
        lambda: sync.till.evaluate("() => posmodel.data.network.offline"), 30, "the till offline"
    )


def plug(sync):
    """The line is back."""
    sync.line.mode("pass")
