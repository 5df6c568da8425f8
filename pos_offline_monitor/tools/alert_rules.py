# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What is a problem of a till: one table, which is the place to add a rule."""

from collections.abc import Callable
from typing import NamedTuple

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

# Of its limit: a problem is over only when it is clearly below, so that none comes and goes.
OVER = 0.9


class AlertRule(NamedTuple):
    """A number of a till, and the limit that its company sets for it (0: no alert)."""

    kind: str
    limit: str
    # (till, now) -> number in the unit of the limit
    measure: Callable
    summary: str
    advice: str

    def is_problem(self, value, limit, is_known):
        """Tell whether it is one; ``is_known``: it was one before."""
        return limit > 0 and (value > limit * OVER if is_known else value >= limit)


def _minutes(since, now):
    return max((now - since).total_seconds() / 60, 0) if since else 0


def _silent(till, now):
    return _minutes(till.last_seen, now) if till.is_session_open else 0


def _not_ready(till, now):
    return _minutes(till.not_ready_since, now) if till.is_session_open else 0


RULES = [
    AlertRule(
        "silent",
        "silent_minutes",
        _silent,
        _lt("Does not report while its session is open"),
        _lt("Go to the till: is it on, is its page open, is it connected? Its sales are kept."),
    ),
    AlertRule(
        "waiting_age",
        "waiting_minutes",
        lambda till, now: _minutes(till.oldest_at, now),
        _lt("Something has waited for the server for long"),
        _lt("Tap the mark in the till's bar: the panel says what waits, and why."),
    ),
    AlertRule(
        "waiting_count",
        "waiting_count",
        lambda till, now: till.waiting_count,
        _lt("A lot is waiting for the server"),
        _lt("Look at the till's connection, then tap the mark in its bar and press Sync now."),
    ),
    AlertRule(
        "failed",
        "failed_count",
        lambda till, now: till.failed_count,
        _lt("The server has refused something"),
        _lt("Tap the mark in the till's bar: the panel names each one, its cause and what to do."),
    ),
    AlertRule(
        "storage",
        "storage_percent",
        lambda till, now: till.storage_percent,
        _lt("The browser's storage is nearly full"),
        _lt("Free space on the device, or remove the browser's data of other sites."),
    ),
    AlertRule(
        "clock",
        "clock_minutes",
        lambda till, now: abs(till.clock_skew) / 60,
        _lt("The till's clock is wrong"),
        _lt("Let the device set its clock by itself: receipts carry its time."),
    ),
    AlertRule(
        "not_ready",
        "not_ready_minutes",
        _not_ready,
        _lt("Not ready for an outage"),
        _lt("Reload the till while the server is there, and look at the cause in the till's form."),
    ),
]
