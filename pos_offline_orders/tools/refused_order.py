# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Reads a sale that a till hands to the managers: the server has refused it.

Nothing in it is trusted. The message of the order is kept as it came, without card numbers, and
goes the way of all orders when it is delivered; what people are shown of it is read here.
"""

import hashlib
import json
from copy import deepcopy
from typing import NamedTuple

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.tools.batch import UUID
from odoo.addons.pos_offline_base.tools.card_numbers import without_card_numbers

ORDER_REFUSED = "order.refused"
# A sale of a thousand lines; what is larger is no sale of a counter.
MAX_REFUSED_BYTES = 1024 * 1024
MAX_TEXT = 500
MAX_AGE = 400 * 24 * 3600  # seconds; what is said to be older is no honest age
MAX_AMOUNT = 10**12
# All that may be known of a payment, as on the till's disk: the rest is a terminal's.
PAYMENT_FIELDS = (
    "id",
    "uuid",
    "amount",
    "payment_method_id",
    "pos_order_id",
    "payment_date",
    "payment_status",
    "is_change",
)


class RefusedOrder(NamedTuple):
    """A sale as a till has handed it in, or has given it up."""

    uuid: str
    reference: str
    total: float
    age: int  # seconds since the payment
    message: dict  # as `sync_from_ui` takes it
    sold: list  # uuids of the lines that the receipt shows
    changes: dict  # what of the server's draft the till has changed
    code: str
    text: str  # the server's words when it refused
    given_up: str  # a manager's reason on the till

    @property
    def payload(self):
        """Return what is kept unchanged of it."""
        return {"order": self.message, "sold": self.sold, "changes": self.changes}


def read_refused_order(payload, codes):
    """Return the RefusedOrder in what a till sent.

    :param dict payload: ``{order, reference, total, age, sold, changes, code, message, given_up}``
    :param codes: words that may say why it was refused
    :raises OfflineOperationError: it is not of our shape
    """
    message = payload.get("order")
    if not (_is_order(message) and _is_amount(payload.get("total"))):
        raise OfflineOperationError("malformed")
    code = payload.get("code")
    return RefusedOrder(
        uuid=message["uuid"],
        reference=_text(payload.get("reference")) or message["uuid"],
        total=payload["total"],
        age=_age(payload.get("age")),
        message=without_card_numbers(_without_terminal(message)),
        sold=[each for each in _list(payload.get("sold")) if isinstance(each, str)],
        changes=payload["changes"] if isinstance(payload.get("changes"), dict) else {},
        code=code if isinstance(code, str) and code in codes else "server",
        text=without_card_numbers(_text(payload.get("message"))),
        given_up=without_card_numbers(_text(payload.get("given_up"))),
    )


def fingerprint(payload):
    """Return the SHA-256 of what is kept of a sale: it says that nobody has changed it since."""
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def correct(message, choices):
    """Return the message with others in the place of what is gone; amounts stay as sold.

    :param dict choices: ``{"product_id" or "payment_method_id": {gone number: number}}``
    """
    message = deepcopy(message)
    for values in children(message, "lines") + children(message, "payment_ids"):
        for name, numbers in choices.items():
            number = values.get(name)
            if isinstance(number, int):
                values[name] = numbers.get(str(number), number)
    return message


def children(message, name):
    """Return the values of the lines or payments in a message."""
    commands = [each for each in _list(message.get(name)) if isinstance(each, list)]
    return [each[2] for each in commands if len(each) > 2 and isinstance(each[2], dict)]


def _is_order(message):
    return (
        isinstance(message, dict)
        and isinstance(message.get("uuid"), str)
        and bool(UUID.fullmatch(message["uuid"]))
        and message.get("state") in ("paid", "done")
        and all(isinstance(message.get(name), list) for name in ("lines", "payment_ids"))
        and type(message.get("session_id")) is int
    )


def _without_terminal(message):
    message = deepcopy(message)
    for values in children(message, "payment_ids"):
        for name in set(values).difference(PAYMENT_FIELDS):
            del values[name]
    return message


def _is_amount(value):
    return type(value) in (int, float) and abs(value) < MAX_AMOUNT


def _age(value):
    return int(value) if type(value) in (int, float) and 0 <= value <= MAX_AGE else 0


def _text(value):
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def _list(value):
    return value if isinstance(value, list) else []
