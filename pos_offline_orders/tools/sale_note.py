# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What managers read on an order that was paid a second time on another till."""

SALE_NOTE = "sale.note"
MAX_TEXT = 500


def describe_sale_note(env, order, payload):
    """Return the text of a till's note.

    :param dict payload: ``{order, what, reference, total, payments, reason?, other?}``
    """
    payments = [each for each in payload.get("payments") or [] if isinstance(each, dict)]
    taken = ", ".join(
        f"{_text(each.get('method'))} {order.currency_id.format(_number(each.get('amount')))}"
        for each in payments
    )
    values = {
        "taken": taken or order.currency_id.format(0),
        "reference": _text(payload.get("reference")),
        "reason": _text(payload.get("reason")),
        "other": _text(payload.get("other")),
    }
    if payload.get("what") == "own_order":
        return env._(
            "Paid a second time on another till (%(taken)s, receipt %(reference)s). There it"
            " was made an order of its own: %(other)s.",
            **values,
        )
    if payload.get("what") == "given_up":
        return env._(
            "Paid a second time on another till (%(taken)s, receipt %(reference)s). A manager"
            " gave that sale up there: %(reason)s",
            **values,
        )
    return env._(
        "Paid a second time on another till: %(taken)s, receipt %(reference)s. That money is"
        " not on this order; the till waits for somebody to decide.",
        **values,
    )


def _text(value):
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def _number(value):
    return value if isinstance(value, int | float) else 0
