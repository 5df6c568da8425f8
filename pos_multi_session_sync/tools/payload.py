# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Reads the order that a till sends to another. Nothing in it is trusted.

What is not of our shape is refused, with the name of what is wrong. Numbers of records are only
numbers here: `pos.sync.order` looks them up for the till that receives the order.
"""

import math
import re

from odoo.tools.translate import LazyTranslate

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.tools.batch import UUID

_lt = LazyTranslate(__name__)

SCHEMA = 1
MAX_BYTES = 256 * 1024
MAX_ITEMS = 1000
MAX_TEXT = 4096
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")

ADVICE_RELOAD = _lt("Reload the till, then send the order again.")


def is_number(value):
    """Tell whether it is a number that can be reckoned with."""
    return type(value) in (int, float) and math.isfinite(value)


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


def is_typed(value):
    """Tell whether it is a text that people type; card numbers are looked for in these."""
    return is_text(value)


def is_lot(value):
    """Tell whether it is a lot or serial number: its name, and what the till keeps with it."""
    return (
        isinstance(value, dict)
        and is_text(value.get("name"))
        and len(value) <= 20
        and all(is_text(key) for key in value)
        and all(
            item is None or is_flag(item) or is_number(item) or is_text(item)
            for item in value.values()
        )
    )


CUSTOMER = {
    "id": is_id,
    "local_id": is_text,
    "name": is_typed,
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
    "qty": is_number,
    "uom_id": is_id,
    "price_unit": is_number,
    "price_type": is_text,
    "discount": is_number,
    "tax_ids": is_ids,
    "price_extra": is_number,
    "full_product_name": is_text,
    "customer_note": is_typed,
    "note": is_typed,
    "attribute_value_ids": is_ids,
    "custom_values": [{"value_id": is_id, "text": is_typed}],
    "lots": [is_lot],
    "course_uuid": is_uuid,
    "prepared_qty": is_number,
    "is_reward": is_flag,
}
ORDER = {
    "schema": is_count,
    "currency_id": is_id,
    "pricelist_id": is_id,
    "fiscal_position_id": is_id,
    "preset_id": is_id,
    "preset_time": is_text,
    "customer": CUSTOMER,
    "note": is_typed,
    "general_note": is_typed,
    "table_name": is_typed,
    "guests": is_count,
    "courses": [{"uuid": is_uuid, "index": is_count, "fired": is_flag}],
    "tracking": is_text,
    "totals": {"total": is_number, "tax": is_number},
    "lines": [LINE],
}
REQUIRED = {
    "order": ("schema", "currency_id", "totals", "lines"),
    "totals": ("total", "tax"),
    "lines": ("uuid", "product_id", "qty", "price_unit"),
}


def check_payload(env, payload):
    """Return ``payload`` if it is an order of this version, or raise OfflineOperationError."""
    if isinstance(payload, dict) and payload.get("schema") != SCHEMA:
        text = env._("This till sends orders in a way that the server does not know.")
        raise OfflineOperationError("malformed", text, env._(ADVICE_RELOAD))
    _check(env, "order", payload, ORDER)
    lines = payload["lines"]
    if not lines:
        raise OfflineOperationError("validation", env._("An order without lines cannot be sent."))
    if any(line.get("is_reward") for line in lines):
        text = env._("Rewards and gift cards cannot be sent to another till.")
        advice = env._("Remove them, send the order, and enter them at the other till.")
        raise OfflineOperationError("validation", text, advice)
    _check_tree(env, lines)
    return payload


def check_text(env, text, size=MAX_TEXT):
    """Return a note or reason that people typed, cut to size; refuse a card's number in it."""
    if text is not None and text is not False and not isinstance(text, str):
        raise OfflineOperationError("malformed")
    _refuse_card(env, text or "")
    return (text or "").strip()[:size]


def _check(env, name, value, shape):
    if isinstance(shape, dict):
        _check_dict(env, name, value, shape)
    elif isinstance(shape, list):
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            _refuse(env, name)
        for item in value:
            _check(env, name, item, shape[0])
    elif not shape(value):
        _refuse(env, name)
    elif shape is is_typed:
        _refuse_card(env, value)


def _check_dict(env, name, value, shape):
    if not isinstance(value, dict):
        _refuse(env, name)
    for key in (*value, *REQUIRED.get(name, ())):
        if key not in shape or (key in REQUIRED.get(name, ()) and value.get(key) is None):
            _refuse(env, key)
    for key, item in value.items():
        # What a till leaves empty comes as null, or as false from Odoo's own records.
        if item is not None and (item is not False or shape[key] is is_flag):
            _check(env, key, item, shape[key])


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
    if any(_is_card(match.group()) for match in _CARD.finditer(text)):
        text = env._("A note seems to contain the number of a payment card.")
        advice = env._("Remove the number and send the order again. Nothing was kept.")
        raise OfflineOperationError("validation", text, advice)


def _is_card(text):
    digits = [int(digit) for digit in text if digit.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
