"""With Odoo's neighbours: whatever they let an order name may be gone, and the order arrives.

The control is in `test_deleted_references_stock.py`: Odoo refuses the key, whoever's it is.
"""

from uuid import uuid4

import pytest

from tests.till.rpc import Rpc
from tests.till.shop import FURNITURE

KIND = "suite_with_others"
GONE = 2_000_000_000  # no table has a record of that number
MODELS = ("pos.order", "pos.order.line", "pos.payment")
# What the order is made of, or what another test is about.
OWN = {"lines", "payment_ids", "session_id", "order_id", "pos_order_id", "partner_id"}
NEIGHBOURS = {"table_id", "employee_id", "reward_id", "coupon_id", "sale_order_line_id"}


@pytest.fixture
def sell(till, shop):
    """Function that sends a paid order as the cashier does, with one field set in one record."""
    till.open_shop(FURNITURE)
    opened = [["config_id", "=", FURNITURE], ["state", "=", "opened"]]
    (session,) = shop.rpc("pos.session", "search", opened)
    (config,) = shop.rpc("pos.config", "read", [FURNITURE], ["payment_method_ids", "company_id"])
    product = shop.rpc("product.product", "create", {"name": "Lamp", "taxes_id": []})
    send = Rpc(shop.server_origin, shop.database, "cashier")

    def make(model, name, value):
        line = {"product_id": product, "qty": 1, "price_unit": 9, "uuid": str(uuid4())}
        line |= {"price_subtotal": 9, "price_subtotal_incl": 9, "discount": 0}
        payment = {"amount": 9, "payment_method_id": config["payment_method_ids"][0]}
        order = {"uuid": str(uuid4()), "access_token": str(uuid4()), "state": "paid"}
        order |= {"session_id": session, "company_id": config["company_id"][0]}
        order |= {"amount_paid": 9, "amount_total": 9, "amount_tax": 0, "amount_return": 0}
        records = {"pos.order": order, "pos.order.line": line, "pos.payment": payment}
        records[model][name] = value
        order |= {"lines": [[0, 0, line]], "payment_ids": [[0, 0, payment]]}
        send("pos.order", "sync_from_ui", [order])
        return order["uuid"]

    return make


def get_optional(shop):
    """Return `(model, field, type)` of what an order can do without."""
    found = []
    for model in MODELS:
        fields = shop.rpc(model, "fields_get", [], ["type", "required"])
        found += [
            (model, name, field["type"])
            for name, field in sorted(fields.items())
            if field["type"] in ("many2one", "many2many", "one2many")
            and not field["required"]
            and name not in OWN
        ]
    return found


def test_order_arrives_whatever_a_neighbours_field_names_that_is_gone(sell, shop):
    optional = get_optional(shop)
    assert {name for _model, name, _type in optional} >= NEIGHBOURS
    for model, name, kind in optional:
        uuid = sell(model, name, GONE if kind == "many2one" else [[4, GONE]])
        fields = ["state", "amount_total", "offline_left_out"]
        (order,) = shop.rpc("pos.order", "search_read", [["uuid", "=", uuid]], fields)
        assert (order["state"], order["amount_total"]) == ("paid", 9), (model, name)
        assert GONE in [note["id"] for note in order["offline_left_out"]], (model, name)
