# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Whether an order is still the one that a till cancelled without the server."""

from odoo import fields

ORDER_CANCEL = "order.cancel"
SAME = 1e-6  # quantities come back from a browser's numbers


def is_as_known(order, payload):
    """Tell whether nobody has added to the order what the till did not know.

    :param order: the server's draft
    :param dict payload: ``{write_date, lines: {uuid: quantities}, removed: [line ids], payments:
        [uuids]}`` as the till knew them
    """
    return _is_untouched(order, payload) or (
        all(_is_known_line(line, payload) for line in order.lines)
        and set(order.payment_ids.mapped("uuid")) <= set(_list(payload.get("payments")))
    )


def _is_untouched(order, payload):
    """Odoo writes the order with each message about it; its date is told in whole seconds."""
    try:
        known = fields.Datetime.to_datetime(payload.get("write_date"))
    except (TypeError, ValueError):
        return False
    return bool(known) and order.write_date.replace(microsecond=0) <= known


def _is_known_line(line, payload):
    known = payload.get("lines")
    quantities = _list(known.get(line.uuid)) if isinstance(known, dict) else []
    return line.id in _list(payload.get("removed")) or any(
        isinstance(quantity, int | float) and abs(quantity - line.qty) < SAME
        for quantity in quantities
    )


def _list(value):
    return value if isinstance(value, list) else []
