"""Tills without a browser: one that sends orders by Odoo's RPC, and one that only listens."""

import json
import threading
import time
from uuid import uuid4

import websocket

BELL = "POS_SYNC_ORDERS"
PATIENCE = 1  # s between two looks of a listener whether it shall end


class WireSender:
    """Sends orders of one line from a point of sale to another, as a till's outbox does.

    rpc: of a user of the Point of Sale. device: number that no till has.
    """

    def __init__(self, rpc, sender, receiver, device):
        self.rpc = rpc
        self.sender = sender
        self.receiver = receiver
        self.device = device
        self.sequence = 0
        self.database = rpc("ir.config_parameter", "get_param", "database.uuid")
        (config,) = rpc("pos.config", "read", [sender], ["currency_id"])
        self.currency = config["currency_id"][0]
        domain = [["available_in_pos", "=", True]]
        (self.product,) = rpc("product.product", "search", domain, limit=1)

    def send(self):
        """Send a new order; returns the uuid of its transfer."""
        batch = {
            "protocol": 1,
            "database": self.database,
            "device": self.device,
            "acknowledged": self.sequence,
            "operations": [self._make_operation()],
        }
        answer = self.rpc("pos.config", "apply_offline_operations", [self.sender], batch)
        return answer["results"][0]["result"]["transfers"][0]["uuid"]

    def _make_operation(self):
        self.sequence += 1
        return {
            "uuid": str(uuid4()),
            "sequence": self.sequence,
            "kind": "sync.send",
            "cashier": None,
            "created": int(time.time() * 1000),
            "payload": {
                "uuid": str(uuid4()),
                "version": 1,
                "mode": "first",
                "keep": "hand_over",
                "receivers": [self.receiver],
                "note": "",
                "priority": "0",
                "source_uuid": str(uuid4()),
                "partner_id": None,
                "partner_local_id": None,
                "order": self._make_order(),
            },
        }

    def _make_order(self):
        line = {
            "uuid": str(uuid4()),
            "product_id": self.product,
            "product_name": "Sent by wire",
            "qty": 2,
            "price_unit": 3,
            "discount": 0,
            "tax_ids": [],
        }
        totals = {"total": 6, "tax": 0}
        return {"schema": 1, "currency_id": self.currency, "totals": totals, "lines": [line]}


class WireListener(threading.Thread):
    """A live connection on a channel; `heard` has for each transfer when it was first told of.

    session: value of the session's cookie. `error` says why it ended before `end` was called.
    """

    def __init__(self, origin, session, channel):
        super().__init__(daemon=True)
        self.heard = {}
        self.error = None
        self._ending = threading.Event()
        self._socket = websocket.create_connection(
            origin.replace("http", "ws", 1) + "/websocket",
            cookie=f"session_id={session}",
            origin=origin,
            timeout=PATIENCE,
        )
        data = {"channels": [channel], "last": 0}
        self._socket.send(json.dumps({"event_name": "subscribe", "data": data}))

    def run(self):
        """Listen until `end`."""
        while not self._ending.is_set():
            try:
                frame = self._socket.recv()
            except websocket.WebSocketTimeoutException:
                continue
            except (websocket.WebSocketException, OSError) as error:
                self.error = error
                return
            self._hear(frame, time.monotonic())

    def end(self):
        """End the thread, then the connection."""
        self._ending.set()
        self.join(PATIENCE + 5)
        self._socket.close()

    def _hear(self, frame, now):
        for notification in json.loads(frame or "[]"):
            message = notification["message"]
            if message["type"].endswith(BELL):
                for uuid in message["payload"]["transfers"]:
                    self.heard.setdefault(uuid, now)
