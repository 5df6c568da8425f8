# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What the dashboard says of the tills of a register, in a few lines."""

from odoo import fields
from odoo.tools import format_datetime, format_time

# Of one register; the board has the others.
MOST_LINES = 3
ATTENTION = ["stuck", "silent", "late", "not_ready"]


def describe_tills(tills):
    """Return ``{"state", "lines", "more"}`` of the tills of one register."""
    troubled = tills.filtered(lambda till: till.state in ATTENTION)
    troubled = troubled.sorted(lambda till: ATTENTION.index(till.state))
    in_use = tills.filtered(lambda till: till.state != "closed")
    lines = troubled[:MOST_LINES]
    more = len(troubled) - len(lines)
    return {
        "state": "attention" if troubled else "green" if in_use else "closed",
        "lines": [{"state": till.state, "text": _get_line(till)} for till in lines],
        "more": tills.env._("and %s more", more) if more else "",
    }


def _get_line(till):
    values = {
        "device": till.device,
        "trouble": _get_trouble(till),
        "time": _format_last_seen(till),
    }
    return till.env._("Till %(device)s: %(trouble)s, last seen %(time)s", **values)


def _get_trouble(till):
    if till.failed_count:
        return till.env._("%s refused", till.failed_count)
    if till.waiting_count and till.state in ("silent", "stuck", "late"):
        return till.env._("%s waiting", till.waiting_count)
    if till.state == "not_ready":
        return till.env._("not ready for an outage")
    return till.env._("silent")


def _format_last_seen(till):
    """Return the time, with its day unless it is today."""
    local = fields.Datetime.context_timestamp(till, till.last_seen)
    if local.date() == fields.Date.context_today(till):
        return format_time(till.env, till.last_seen, time_format="short")
    return format_datetime(till.env, till.last_seen, dt_format="short")
