"""A shop: a copy of a template database, an Odoo on it, and a line that can fail in front."""

from dev import databases
from dev.odoo_server import OdooServer
from tests.outage.proxy import OutageProxy
from tests.till.rpc import Rpc
from tests.waiting import wait_until

FURNITURE, CLOTHES, BAKERY = 1, 2, 3
PRODUCT = "Desk Organizer"


class Shop:
    """Context manager; `kind` is `suite` (our modules installed) or `stock` (none of ours), each
    also `_with_others` (those of Odoo that ours meet in many shops).

    Browsers use `origin`, which is the outage proxy `line`; `rpc` goes to the server itself. With
    `workers` Odoo has several processes, and notifications cross from one to another.

    source: database to go on from, instead of the template; line: one to use, which stays.
    """

    def __init__(self, postgres, kind, name, workers=0, source=None, line=None):
        self.postgres = postgres
        self.kind = kind
        self.database = name
        self.workers = workers
        self.source = source
        self.line = self._given_line = line
        self.server = self.rpc = None

    def __enter__(self):
        if self.source:
            databases.copy(self.postgres, self.source, self.database)
        else:
            databases.fresh_copy(self.postgres, self.kind, self.database)
        self.server = OdooServer(self.postgres, self.database, workers=self.workers)
        self.server.start()
        try:
            self.server.wait_ready()
            self.line = self._lead_here(self._given_line) or self.make_line()
        except BaseException:
            self.server.stop()
            raise
        self.rpc = Rpc(self.server_origin, self.database)
        return self

    def __exit__(self, *_exc):
        if not self._given_line:
            self.line.stop()
        self.server.kill()
        databases.drop(self.postgres, self.database)

    @property
    def is_ours(self):
        """Whether our modules are installed."""
        return self.kind.startswith("suite")

    @property
    def origin(self):
        """Base URL for browsers."""
        return self.line.url

    @property
    def server_origin(self):
        """Base URL of the server itself, past the line."""
        return f"http://127.0.0.1:{self.server.port}"

    def make_line(self):
        """One more line to the server; whoever makes it stops it."""
        return self._lead_here(OutageProxy("127.0.0.1", self.server.port)).start()

    def _lead_here(self, line):
        if line:
            line.upstream_port = self.server.port
            # Without workers one process serves all, on a port that a test may change.
            line.websocket_port = self.server.gevent_port if self.workers else None
        return line

    def unplug(self):
        """Close the port and stop the server (SIGSTOP): nothing is left to answer."""
        self.line.mode("refuse")
        if self.server.pid:
            self.server.pause()

    def kill(self):
        """Close the port and kill the server (SIGKILL): what it was doing is lost as well."""
        self.line.mode("refuse")
        self.server.kill()

    def start_server(self):
        """The server runs again, behind a line that stays as it is."""
        if self.server.pid is None:
            self.server.start()
            self.server.wait_ready()
        self.server.resume()

    def plug(self):
        """Everything back, on the same port."""
        self.start_server()
        self.line.mode("pass")

    def orders(self, uuid):
        """`{id, state, amount_total}` of the orders on the server with that uuid."""
        fields = ["state", "amount_total"]
        return self.rpc("pos.order", "search_read", [["uuid", "=", uuid]], fields)

    def order_customers(self, uuid):
        """Name of the customer of each order with that uuid on the server, False where none."""
        orders = self.rpc("pos.order", "search_read", [["uuid", "=", uuid]], ["partner_id"])
        return [order["partner_id"] and order["partner_id"][1] for order in orders]

    def wait_paid(self, uuid, timeout=30):
        """Wait for the paid order `uuid` on the server; return all orders that have this uuid."""
        wait_until(lambda: self._paid(uuid), timeout, f"the paid order {uuid} on the server")
        return self.orders(uuid)

    def paid_amount(self, uuid):
        """Return what was paid of the order `uuid` on the server, all its payments together."""
        domain = [["pos_order_id.uuid", "=", uuid]]
        payments = self.rpc("pos.payment", "search_read", domain, ["amount"])
        return round(sum(payment["amount"] for payment in payments), 2)

    def _paid(self, uuid):
        return any(order["state"] == "paid" for order in self.orders(uuid))

    def set_language(self, login, code):
        """Give a user the language `code`, as `fr_FR`."""
        users = self.rpc("res.users", "search", [["login", "=", login]])
        self.rpc("res.users", "write", users, {"lang": code})
