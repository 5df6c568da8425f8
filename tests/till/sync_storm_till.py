"""A till in a storm over orders that travel: what it shows, what it is asked to do, how it ends."""

from contextlib import suppress

from tests.e2e import connection
from tests.till import sync_storm_page as page
from tests.waiting import wait_until

THROUGH = 120  # s after which nothing waits once all is well again
PATIENCE = 60  # s for what a page is asked to do
RING = "() => posmodel.syncOrders.puller.ring()"


class StormTill:
    """A SyncTill of the point of sale `config`, on a line of its own."""

    def __init__(self, sync, config):
        self.till = sync.till
        self.line = sync.line
        self.config = config

    @property
    def page(self):
        """The page that is driven now."""
        return self.till.page

    def look(self):
        """What there is to act upon: see `sync_storm_page.LOOK`."""
        return wait_until(lambda: self.till.evaluate(page.LOOK), PATIENCE, "the till's lists")

    def ask(self, script, argument):
        """Run a page function that tells what went wrong; an empty text when nothing did."""
        return self.till.evaluate(script, argument, timeout=PATIENCE) or ""

    def wait_written(self, uuid):
        """Wait until an order is in stock's own database: a kill does not reach it any more."""
        wait_until(lambda: self.till.evaluate(page.WRITTEN, uuid), PATIENCE, "the order written")

    def pay(self, uuid):
        """Pay an order in cash; returns it, its receipt was shown."""
        self.till.evaluate(page.SHOW, uuid)
        wait_until(lambda: (self.till.order() or {}).get("uuid") == uuid, what="the order")
        paid = self.till.pay_cash()
        self.till.next_order()
        return paid

    def visit(self):
        """Open the till anew."""
        self.till.visit(self.till.shop_url(self.config))
        self._wait_started()

    def kill(self):
        """Kill the browser and come back to where it was."""
        self.till.kill_and_return()
        self._wait_started()

    def wait_through(self):
        """Wait until the queues are empty, and the lists up to date; return what is wrong."""
        try:
            wait_until(self._is_through, THROUGH)
        except TimeoutError:
            left = self.till.evaluate(connection.PENDING), self.look()["operations"]
            return [f"I7: still waiting after {THROUGH} s: {left}"]
        self.till.evaluate(RING, timeout=PATIENCE)
        return []

    def finish(self, truth, trace):
        """Do all that there is to do here, and pay all orders; return how much that was."""
        there = self.look()
        work = [
            *((page.SOLVE, one["uuid"]) for one in there["operations"] if is_failed(one)),
            *((page.DELIVER, transfer) for transfer in there["waiting"] + there["begun"]),
            *((page.REOPEN, transfer) for transfer in there["back"]),
        ]
        for script, argument in work:
            problem = self.ask(script, argument)
            trace.append(f"finish {self.config}: {argument} {problem}")
        orders = self.look()["orders"]
        for order in orders:
            trace.append(f"finish {self.config}: pay {order['mark']}")
            truth.paid(self.pay(order["uuid"]))
        return len(work) + len(orders)

    def describe(self):
        """Texts that say how it stands here."""
        with suppress(Exception):
            shown = f"till {self.config} {self.till.state()}: {self.till.evaluate(page.LOOK)}"
            return [shown, *self.till.page_errors[-3:]]
        return []

    def _wait_started(self):
        self.till.wait_ready(90)
        self.look()

    def _is_through(self):
        """Nothing goes on by itself: what there is has failed, or waits behind what has."""
        operations = self.look()["operations"]
        stopped = {one["lane"] for one in operations if is_failed(one)}
        pending = self.till.evaluate(connection.PENDING)
        return pending == [] and all(one["lane"] in stopped for one in operations)


def is_failed(operation):
    """Whether a person has to look at it."""
    return operation["state"] == "failed"
