"""What must be true on the server after a storm over orders that travel."""

from collections import Counter, defaultdict

ORDER = ["uuid", "state", "amount_total", "general_customer_note", "sync_transfer_uuid"]
TRANSFER = [
    "uuid",
    "state",
    "version",
    "sync_order_id",
    "pos_order_id",
    "difference",
    "amount_total",
]
WON = ("claimed", "delivered", "paid")
OVER = ("paid", "returned", "recalled", "expired", "failed")
GONE = ("draft", "cancel")


class SyncTruth:
    """Keeps what people were shown, and compares it with the server's database.

    Each order has a mark, a note that goes with it from till to till. most: how many orders of a
    mark there may be, as copies were made. receipts: uuid and total of what was paid.
    """

    def __init__(self, shop, prefix):
        self.shop = shop
        self.prefix = prefix
        self.most, self.receipts = {}, {}
        self._made = set()
        newest = shop.rpc("pos.sync.order", "search", [], limit=1, order="id desc")
        self._before = newest[0] if newest else 0

    def new_mark(self):
        """Return a note that no order has."""
        mark = f"{self.prefix}: {len(self.most) + 1:04}"
        self.most[mark] = 1
        return mark

    def made(self, mark):
        """The order is on the till's disk: from now on it may not be lost."""
        self._made.add(mark)

    def sent(self, mark, choice):
        """Note how many more orders this may make."""
        count = len(choice["receivers"]) if choice["mode"] == "each" else 1
        self.most[mark] += count if choice["keep"] == "copy" else count - 1

    def paid(self, order):
        """A receipt was shown."""
        self.receipts[order["uuid"]] = order["total"]

    def check(self):
        """Return the invariants that do not hold, as texts."""
        domain = [["general_customer_note", "=like", f"{self.prefix}: %"]]
        orders = self.shop.rpc("pos.order", "search_read", domain, ORDER)
        transfers = self._read_transfers()
        return [
            *self._check_receipts(orders),
            *self._check_marks(orders),
            *self._check_winners(transfers),
            *(fault for transfer in transfers for fault in self._check_transfer(transfer, orders)),
        ]

    def _read_transfers(self):
        domain = [["sync_order_id", ">", self._before]]
        return self.shop.rpc("pos.sync.transfer", "search_read", domain, TRANSFER, order="id")

    def _check_receipts(self, orders):
        """I1, I2, I3: each receipt is one order of that amount, which is paid and stays paid."""
        faults = []
        for uuid, total in self.receipts.items():
            mine = [order for order in orders if order["uuid"] == uuid]
            if len(mine) != 1 or mine[0]["state"] in GONE:
                faults.append(f"I3: receipt {uuid} has the orders {mine}")
            elif (
                max(abs(mine[0]["amount_total"] - total), abs(self.shop.paid_amount(uuid) - total))
                > 0.005
            ):
                faults.append(
                    f"I2: receipt {uuid} of {total}: {mine}, paid {self.shop.paid_amount(uuid)}"
                )
        return faults

    def _check_marks(self, orders):
        """No order is lost, none is there more often than it was copied, none is left over."""
        paid = Counter(_mark(order) for order in orders if order["state"] not in GONE)
        lost = [f"{mark} is lost" for mark in sorted(self._made) if not paid[mark]]
        twice = [f"{mark} is paid {n} times" for mark, n in paid.items() if n > self.most[mark]]
        drafts = [f"a draft is left: {one}" for one in orders if one["state"] == "draft"]
        return [*lost, *twice, *drafts]

    def _check_winners(self, transfers):
        """I6: an order for the first one has one winner, and each version was taken once."""
        faults, rows = [], defaultdict(list)
        for transfer in transfers:
            rows[transfer["sync_order_id"][0]].append(transfer)
        domain = [["id", "in", list(rows)], ["mode", "=", "first"]]
        for order in self.shop.rpc("pos.sync.order", "search", domain):
            winners = [row["uuid"] for row in rows[order] if row["state"] in WON]
            if len(winners) > 1:
                faults.append(f"I6: order {order} was won by {winners}")
        return faults + self._check_claims(list(rows))

    def _check_claims(self, orders):
        domain = [["sync_order_id", "in", orders], ["state_to", "=", "claimed"]]
        domain.append(["sync_order_id.mode", "=", "first"])
        fields = ["sync_order_id", "version"]
        steps = self.shop.rpc("pos.sync.step", "search_read", domain, fields)
        counts = Counter((step["sync_order_id"][0], step["version"]) for step in steps)
        return [f"I6: order {one} was taken {n} times" for one, n in counts.items() if n > 1]

    def _check_transfer(self, transfer, orders):
        """I7: nothing hangs; what is delivered is paid once, and comes to the same total."""
        uuid, state = transfer["uuid"], transfer["state"]
        mine = [order for order in orders if order["sync_transfer_uuid"] == uuid]
        paid = [order for order in mine if order["state"] not in GONE]
        if state not in OVER:
            yield f"I7: {transfer} is not over"
        if len(paid) != (state == "paid"):
            yield f"{transfer} has the paid orders {paid}"
        elif paid and not transfer["pos_order_id"]:
            yield f"{transfer} is not linked with {paid}"
        if abs(transfer["difference"]) > 0.005:
            yield f"{transfer} came to another total"


def _mark(order):
    return order["general_customer_note"]
