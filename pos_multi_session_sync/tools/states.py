# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""The states of a transfer, and which step leads from where to where."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

STATES = [
    ("queued", "Waiting for a session"),
    ("sent", "Sent"),
    ("seen", "Seen"),
    ("claimed", "Being taken"),
    ("delivered", "Delivered"),
    ("paid", "Paid"),
    ("returned", "Returned"),
    ("recalled", "Recalled"),
    ("expired", "Expired"),
    ("failed", "Failed"),
]
# The same words for sentences.
LABELS = {
    "queued": _lt("waiting for a session"),
    "sent": _lt("sent"),
    "seen": _lt("seen"),
    "claimed": _lt("being taken"),
    "delivered": _lt("delivered"),
    "paid": _lt("paid"),
    "returned": _lt("returned"),
    "recalled": _lt("recalled"),
    "expired": _lt("expired"),
    "failed": _lt("failed"),
}

WAITING = ("queued", "sent", "seen")
TRAVELLING = (*WAITING, "claimed")
WON = ("claimed", "delivered", "paid")
CLOSED = ("paid", "returned", "recalled", "expired", "failed")
GIVEN_BACK = ("returned", "recalled", "expired", "failed")

_ENDS = {"claimed", "returned", "recalled", "expired", "failed"}
_AGAIN = {"queued", "sent"}

# Paid is the end: nothing leads out of it.
STEPS = {
    "queued": {*_AGAIN, "seen", *_ENDS},
    "sent": {*_AGAIN, "seen", *_ENDS},
    "seen": {*_AGAIN, *_ENDS},
    "claimed": {"delivered", "returned", "failed"},
    "delivered": {"paid", "returned"},
    "paid": set(),
    "returned": {*_AGAIN, "delivered"},
    "recalled": _AGAIN,
    "expired": _AGAIN,
    # A till that had taken the order and was given up may still turn up with it.
    "failed": {*_AGAIN, "delivered"},
}

# Which of several transfers speaks for the order: what still travels before what is over.
_PRECEDENCE = (
    "claimed",
    "seen",
    "sent",
    "queued",
    "delivered",
    "paid",
    "returned",
    "failed",
    "expired",
    "recalled",
)

# Where it is noted when a transfer came into a state.
TIMES = {
    "sent": "sent_at",
    "seen": "seen_at",
    "claimed": "claimed_at",
    "delivered": "delivered_at",
    "paid": "paid_at",
}


def get_overall(states):
    """Return the state of an order whose transfers are in states."""
    states = set(states)
    return next((state for state in _PRECEDENCE if state in states), "queued")
