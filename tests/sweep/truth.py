"""What a scene has left in the database: by content, never by number, so that two days compare."""

MARKS = (
    "pos.order",
    "pos.session",
    "account.bank.statement.line",
    "loyalty.card",
    "loyalty.history",
    "sale.order",
    "pos.sync.order",
)
ORDER = (
    "state",
    "amount_total",
    "amount_paid",
    "is_refund",
    "partner_id",
    "pricelist_id",
    "table_id",
    "customer_count",
    "general_customer_note",
)
LINE = (
    "full_product_name",
    "qty",
    "price_unit",
    "discount",
    "price_subtotal_incl",
    "is_reward_line",
    "sale_order_origin_id",
    "refunded_orderline_id",
)
# What is counted of other records, by model: only those that the scene has made.
MADE = {
    "pos.session": ("config_id", "state", "cash_register_difference"),
    "account.bank.statement.line": ("amount",),
    "loyalty.card": ("program_id", "partner_id", "points"),
    "loyalty.history": ("card_id", "issued", "used"),
    "sale.order": ("state", "amount_total", "amount_unpaid", "partner_id"),
    "pos.sync.order": ("state",),
}
REFERENCES = ("sale_order_origin_id", "refunded_orderline_id", "card_id")  # their names are numbers


class Truth:
    """Reads it from the server itself, past the line."""

    def __init__(self, shop):
        self.rpc = shop.rpc
        known = self.rpc("ir.model", "search_read", [["model", "in", list(MARKS)]], ["model"])
        self.models = {row["model"] for row in known}
        wanted = {"pos.order": ORDER, "pos.order.line": LINE, **MADE}
        self.fields = {name: self._known(name, names) for name, names in wanted.items()}

    def mark(self):
        """Remember what there is now; for `since`."""
        return {model: self._last(model) for model in self.models} | {"points": self._points()}

    def since(self, mark):
        """Everything that came after the mark, as sorted texts."""
        found = [self._order(order) for order in self._new("pos.order", mark)]
        for model in MADE:
            if model in self.models:
                found += [(model, _plain(row)) for row in self._new(model, mark)]
        points = self._points()
        changed = [key for key in points if key in mark["points"]]
        found += [
            ("points", round(points[key] - mark["points"][key], 2))
            for key in changed
            if points[key] != mark["points"][key]
        ]
        return sorted(repr(each) for each in found if each)

    def _known(self, model, names):
        if model != "pos.order.line" and model not in self.models:
            return []
        fields = self.rpc(model, "fields_get", list(names), ["type"])
        return [name for name in names if name in fields]

    def _last(self, model):
        found = self.rpc(model, "search", [], limit=1, order="id desc")
        return found[0] if found else 0

    def _points(self):
        if "loyalty.card" not in self.models:
            return {}
        cards = self.rpc("loyalty.card", "search_read", [], ["points"])
        return {card["id"]: card["points"] for card in cards}

    def _new(self, model, mark):
        domain = [["id", ">", mark[model]]]
        return self.rpc(model, "search_read", domain, self.fields[model], order="id")

    def _order(self, order):
        ours = [["order_id", "=", order["id"]]]
        lines = self.rpc("pos.order.line", "search_read", ours, self.fields["pos.order.line"])
        payments = [["pos_order_id", "=", order["id"]]]
        fields = ["payment_method_id", "amount"]
        payments = self.rpc("pos.payment", "search_read", payments, fields)
        if not lines and not payments:
            return None  # one that was begun and left: nothing was sold
        lots = [["pos_order_line_id", "in", [line["id"] for line in lines]]]
        lots = self.rpc("pos.pack.operation.lot", "search_read", lots, ["lot_name"])
        parts = (lines, payments, lots)
        return "pos.order", _plain(order), [sorted(map(_plain, part)) for part in parts]


def _plain(row):
    return sorted((name, _value(name, row[name])) for name in row if name != "id")


def _value(name, value):
    if name in REFERENCES:
        return str(bool(value))
    if isinstance(value, list):
        value = value[1] if len(value) == 2 else len(value)
    return str(round(value, 2) if isinstance(value, float) else value)
