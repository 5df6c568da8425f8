"""What must be true on the server after a storm over customers, whatever happened in it."""

from collections import Counter

ORDER = ["uuid", "state", "amount_total", "pos_reference", "partner_id", "offline_customer_data"]


class Truth:
    """Keeps what people were shown, and compares it with the server's database.

    saved: names of customers that were shown as saved. gone: those merged or deleted by others.
    receipts: uuid of each order whose receipt was shown: total and customer's name. uuids: all
    operations that ever were on a disk. failed: those in a till's visible list.
    """

    def __init__(self, shop, prefix):
        self.shop = shop
        self.prefix = prefix
        self.saved, self.gone, self.uuids, self.failed = set(), set(), set(), set()
        self.receipts = {}
        self._count = 0

    def new_name(self):
        """Return a name that no customer has."""
        self._count += 1
        return f"{self.prefix} {self._count:04}"

    def check(self):
        """Return the invariants that do not hold, as texts."""
        orders = self._read_orders()
        return [
            *self._check_operations(),
            *self._check_customers(),
            *self._check_receipts(orders),
            *self._check_references(orders),
        ]

    def _check_operations(self):
        """I5: each operation has its effect once, or is in a list that people see."""
        domain = [["uuid", "in", sorted(self.uuids)]]
        found = self.shop.rpc("pos.offline.operation", "search_read", domain, ["uuid", "state"])
        states = {one["uuid"]: one["state"] for one in found}
        return [
            f"I5: operation {uuid} is {states.get(uuid)} and in no list"
            for uuid in sorted(self.uuids - self.failed)
            if states.get(uuid) != "done"
        ]

    def _check_customers(self):
        domain = [["name", "=like", f"{self.prefix} %"], ["active", "in", [True, False]]]
        found = self.shop.rpc("res.partner", "search_read", domain, ["name"])
        counts = Counter(partner["name"] for partner in found)
        twice = [f"I5: {name} is there {n} times" for name, n in counts.items() if n > 1]
        failed = self._failed_names()
        lost = self.saved - set(counts) - self.gone - failed
        return [*twice, *(f"I5: {name} is lost" for name in sorted(lost))]

    def _failed_names(self):
        domain = [["state", "in", ["failed", "open"]]]
        logs = self.shop.rpc("pos.customer.offline.log", "search_read", domain, ["name"])
        return {log["name"] for log in logs}

    def _check_receipts(self, orders):
        """I1, I2: each receipt is one paid order of that amount, with its customer."""
        faults = []
        for uuid, (total, name) in self.receipts.items():
            mine = [order for order in orders if order["uuid"] == uuid]
            if len(mine) != 1 or mine[0]["state"] == "draft":
                faults.append(f"I1: receipt {uuid} has the orders {mine}")
            elif (
                abs(mine[0]["amount_total"] - total) > 0.005 or self.shop.paid_amount(uuid) != total
            ):
                faults.append(
                    f"I2: receipt {uuid} of {total}: {mine}, paid {self.shop.paid_amount(uuid)}"
                )
            elif name and not self._is_customer(mine[0], name):
                faults.append(f"receipt {uuid} of {name}: {mine[0]}")
        return faults

    def _is_customer(self, order, name):
        partner, entered = order["partner_id"], order["offline_customer_data"]
        if partner:
            return partner[1] == name or name in self.gone
        return bool(entered) and entered.get("name") == name

    def _check_references(self, orders):
        """I4: no number is on two receipts."""
        shown = [order for order in orders if order["uuid"] in self.receipts]
        counts = Counter(order["pos_reference"] for order in shown)
        return [f"I4: {number} is on {n} orders" for number, n in counts.items() if n > 1]

    def _read_orders(self):
        return self.shop.rpc("pos.order", "search_read", [["uuid", "!=", False]], ORDER)
