# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Reads the order that a till sends to another. Nothing in it is trusted.

What is not of our shape is refused, with the name of what is wrong. Numbers of records are only
numbers here: `pos.sync.order` looks them up for the till that receives the order.
"""

import json
import math
from datetime import datetime

from odoo.tools.translate import LazyTranslate

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.tools.batch import UUID
from odoo.addons.pos_offline_base.tools.card_numbers import has_card_number

_lt = LazyTranslate(__name__)

SCHEMA = 1
MAX_BYTES = 256 * 1024
MAX_ITEMS = 1000
MAX_TEXT = 4096
# More than any currency needs, and little enough to be added up.
MAX_AMOUNT = 10**12

ADVICE_RELOAD = _lt("Reload the till, then send the order again.")


def is_number(value):
    """Tell whether it is a number that can be reckoned with."""
    return type(value) is int or (type(value) is float and math.isfinite(value))


def is_id(value):
    """Tell whether it can be the number of a record."""
    return type(value) is int and 0 < value < 2**31


def is_text(value):
    """Tell whether it is a text of a decent length."""
    return isinstance(value, str) and len(value) <= MAX_TEXT


def is_uuid(value):
    """Tell whether it is an identifier as tills make them."""
    return isinstance(value, str) and bool(UUID.fullmatch(value))


def is_count(value):
    """Tell whether it is a whole number, zero included."""
    return type(value) is int and 0 <= value < 2**31


def is_flag(value):
    """Tell whether it is true or false."""
    return isinstance(value, bool)


def is_ids(value):
    """Tell whether it is a list of numbers of records."""
    return isinstance(value, list) and len(value) <= MAX_ITEMS and all(map(is_id, value))


def is_amount(value):
    """Tell whether it is an amount or a quantity that an order can have."""
    return is_number(value) and abs(value) < MAX_AMOUNT


def is_percentage(value):
    """Tell whether it is a discount."""
    return is_number(value) and 0 <= value <= 100


def is_version(value):
    """Tell whether it counts versions, and leaves room for the next ones."""
    return type(value) is int and 0 < value < 1_000_000


def is_time(value):
    """Tell whether it is a date and time as Odoo writes them."""
    try:
        return is_text(value) and bool(datetime.strptime(value, "%Y-%m-%d %H:%M:%S"))
    except ValueError:
        return False


def is_labels(value):
    """Tell whether it is a note, which tills parse while they draw: labels, or a plain text."""
    labels = read_labels(value) if is_text(value) else None
    return isinstance(labels, list) and all(
        isinstance(label, dict) and is_text(label.get("text")) for label in labels
    )


def read_labels(note):
    """Return the labels in a note; a text that is no list of labels is one of its own."""
    try:
        labels = json.loads(note or "[]")
    except (ValueError, RecursionError):
        labels = None
    return labels if isinstance(labels, list) else [{"text": note, "colorIndex": 0}]


CUSTOMER = {
    "id": is_id,
    "local_id": is_text,
    "name": is_text,
    "phone": is_text,
    "email": is_text,
    "vat": is_text,
    "barcode": is_text,
}
LINE = {
    "uuid": is_uuid,
    "parent_uuid": is_uuid,
    "combo_item_id": is_id,
    "product_id": is_id,
    "product_name": is_text,
    "barcode": is_text,
    "qty": is_amount,
    "uom_id": is_id,
    "price_unit": is_amount,
    "price_type": is_text,
    "discount": is_percentage,
    "tax_ids": is_ids,
    "price_extra": is_amount,
    "full_product_name": is_text,
    "customer_note": is_text,
    "note": is_labels,
    "attribute_value_ids": is_ids,
    "custom_values": [{"value_id": is_id, "text": is_text}],
    "lots": [{"name": is_text}],
    "course_uuid": is_uuid,
    "prepared_qty": is_amount,
    "is_reward": is_flag,
}
ORDER = {
    "schema": is_count,
    "currency_id": is_id,
    "pricelist_id": is_id,
    "fiscal_position_id": is_id,
    "preset_id": is_id,
    "preset_time": is_time,
    "customer": CUSTOMER,
    "note": is_labels,
    "general_note": is_text,
    "table_name": is_text,
    "guests": is_count,
    "courses": [{"uuid": is_uuid, "index": is_count, "fired": is_flag}],
    "tracking": is_text,
    "totals": {"total": is_amount, "tax": is_amount},
    "lines": [LINE],
}
REQUIRED = {
    "order": ("schema", "currency_id", "totals", "lines"),
    "totals": ("total", "tax"),
    "lines": ("uuid", "product_id", "qty", "price_unit"),
    "lots": ("name",),
    "courses": ("uuid", "index"),
}


def check_payload(env, payload):
    """Return ``payload`` as every till can draw it, or raise OfflineOperationError."""
    if isinstance(payload, dict) and payload.get("schema") != SCHEMA:
        text = env._("This till sends orders in a way that the server does not know.")
        raise OfflineOperationError("malformed", text, env._(ADVICE_RELOAD))
    order = _read(env, "order", payload, ORDER)
    lines = order["lines"]
    if not lines:
        raise OfflineOperationError("validation", env._("An order without lines cannot be sent."))
    if any(line.get("is_reward") for line in lines):
        text = env._("Rewards and gift cards cannot be sent to another till.")
        advice = env._("Remove them, send the order, and enter them at the other till.")
        raise OfflineOperationError("validation", text, advice)
    _check_tree(env, lines)
    return order


def check_text(env, text, size=MAX_TEXT):
    """Return a note or reason that people typed, cut to size; refuse a card's number in it."""
    if text is not None and text is not False and not isinstance(text, str):
        raise OfflineOperationError("malformed")
    _refuse_card(env, text or "")
    return (text or "").strip()[:size]


def _read(env, name, value, shape):
    """Return ``value`` if it is of that shape, with what a till leaves empty put in."""
    if isinstance(shape, dict):
        return _read_dict(env, name, value, shape)
    if isinstance(shape, list):
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            _refuse(env, name)
        return [_read(env, name, item, shape[0]) for item in value]
    if not shape(value):
        _refuse(env, name)
    if isinstance(value, str) and shape is not is_uuid:
        _refuse_card(env, value)
    if shape is is_labels:
        return json.dumps(read_labels(value), ensure_ascii=False) if value else ""
    return value


def _read_dict(env, name, value, shape):
    required = REQUIRED.get(name, ())
    unknown = [key for key in value if key not in shape] if isinstance(value, dict) else [name]
    if unknown:
        _refuse(env, unknown[0])
    read = {key: [] for key, kind in shape.items() if isinstance(kind, list) or kind is is_ids}
    for key in dict.fromkeys((*value, *required)):
        item = value.get(key)
        # What a till leaves empty comes as null, or as false from Odoo's own records.
        if item is None or (item is False and shape[key] is not is_flag):
            if key in required:
                _refuse(env, key)
            read.setdefault(key, None)
        else:
            read[key] = _read(env, key, item, shape[key])
    return read


def _check_tree(env, lines):
    """Refuse two lines of one name, and parts of a combo whose whole is not there."""
    known = {line["uuid"] for line in lines}
    parents = {line["parent_uuid"] for line in lines if line.get("parent_uuid")}
    if len(known) != len(lines):
        _refuse(env, "uuid")
    if not parents <= known:
        _refuse(env, "parent_uuid")


def _refuse(env, name):
    text = env._("The order is damaged or not complete: %s.", str(name)[:64])
    raise OfflineOperationError("malformed", text, env._(ADVICE_RELOAD))


def _refuse_card(env, text):
    if has_card_number(text):
        text = env._("A note seems to contain the number of a payment card.")
        advice = env._("Remove the number and send the order again. Nothing was kept.")
        raise OfflineOperationError("validation", text, advice)
