# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tools import formatLang


def get_lines_table(order):
    """Return what the template of an order's lines shows; the texts are a till's, so escaped."""
    payload = order.payload or {}
    lines = payload.get("lines", [])
    products = order.env["product.product"].browse(line["product_id"] for line in lines)
    known = set(products.exists().ids)
    notes = (payload.get(key) for key in ("table_name", "general_note", "note"))
    return {
        "lines": [_get_row(order, line, known) for line in lines],
        "notes": [note for note in notes if note],
        "total": _format(order, order.amount_total),
    }


def _get_row(order, line, known):
    discount = line.get("discount")
    return {
        "name": line.get("full_product_name") or line.get("product_name") or "?",
        "is_part": bool(line.get("parent_uuid")),
        "is_missing": line["product_id"] not in known,
        "qty": formatLang(order.env, line["qty"], dp="Product Unit"),
        "price": _format(order, line["price_unit"]),
        "discount": f"{formatLang(order.env, discount)} %" if discount else "",
        "details": _get_details(line),
    }


def _get_details(line):
    custom = (value.get("text") for value in line.get("custom_values") or [])
    lots = (lot.get("name") for lot in line.get("lots") or [])
    texts = [*custom, *lots, line.get("customer_note"), line.get("note")]
    return [text for text in texts if text]


def _format(order, amount):
    return formatLang(order.env, amount, currency_obj=order.currency_id)
