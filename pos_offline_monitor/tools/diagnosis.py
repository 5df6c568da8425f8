# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What is wrong with a till, why, and what to do: one table, which is the place to add a row.

Sentences hold numbers and our own words only, never a text that a till has sent: they leave the
server in a file for support. `docs/monitoring.md` has each row; a test holds it to that.
"""

from odoo.tools.translate import LazyTranslate

from . import diagnosis_checks as checks
from .diagnosis_rule import Rule

_lt = LazyTranslate(__name__)


def diagnose(look):
    """Return what is wrong with a till as ``{"code", "evidence", "cause", "advice"}``."""
    if look.till.state == "closed":
        return []
    env = look.till.env
    rows = [rule.describe(env, numbers) for rule in RULES for numbers in rule.find(look)]
    if rows or look.till.state == "green":
        return rows
    return [UNEXPLAINED.describe(env, {})]


def find_known_codes():
    """Return the codes that have a row: of what was not accepted, and of what is not ready."""
    failures = {code for rule in RULES for code in rule.failures}
    return failures, {code for rule in RULES for code in rule.reasons}


def _other_failures(look):
    failures = look.till.failures or {}
    known = find_known_codes()[0] - {"other"}
    told = sum(count for code, count in failures.items() if code in known)
    count = max(look.till.failed_count, sum(failures.values())) - told
    if count > 0:
        yield {"count": count, "minutes": look.minutes(look.till.oldest_at)}


def _other_reasons(look):
    reasons = set(look.till.reasons or [])
    if checks.is_not_ready(look) and (not reasons or reasons - find_known_codes()[1]):
        yield {"minutes": look.minutes(look.till.not_ready_since)}


def _refused(code, cause, advice, others=(), find=None):
    """Return the row for what could not be sent for this cause, under one code or several."""
    codes = (code, *others)
    find = find or checks.refused(codes)
    return Rule(f"refused_{code}", find, REFUSED, cause, advice, failures=codes)


def _unready(code, cause, advice):
    """Return the row for a reason why a till would not get through an outage."""
    return Rule(code, checks.unready(code), UNREADY, cause, advice, reasons=(code,))


REFUSED = _lt("Not accepted: %(count)s. The oldest entry has waited for %(minutes)s minutes.")
UNREADY = _lt("For %(minutes)s minutes the till has not been ready for an outage.")
CLOCK = _lt("The device does not set its clock by itself, or its time zone is wrong.")
SET_CLOCK = _lt("Let the device set its date and time by itself: receipts carry its time.")

RULES = [
    Rule(
        "signed_out",
        checks.signed_out,
        _lt("Not heard of, and signed out %(minutes)s minutes ago."),
        _lt("Nobody is signed in on the till."),
        _lt("Go to the till and sign in again. What it has sold is kept on it."),
    ),
    Rule(
        "silent",
        checks.silent,
        _lt("Not heard of for %(minutes)s minutes. At that time %(count)s had not been sent."),
        _lt("The device is off, its page is closed, or it has no connection to the server."),
        _lt("Go to the till: switch it on, open its page, look at the network."),
    ),
    Rule(
        "connection_offline",
        checks.offline,
        _lt("Without a connection to the server for %(minutes)s minutes."),
        _lt("The connection has just come back, or comes and goes."),
        _lt("Wait a minute. If it stays, look at the Wi-Fi or the cable of the till."),
    ),
    Rule(
        "connection_slow",
        checks.slow,
        _lt("Answers of the server have taken more than a second for %(minutes)s minutes."),
        _lt("The network of the shop is weak, or the server has a lot to do."),
        _lt("Compare with other tills. If it is one alone, look at its Wi-Fi or cable."),
    ),
    Rule(
        "waiting_late",
        checks.waiting(is_stuck=False),
        _lt("%(kind)s: %(count)s not sent, the oldest for %(minutes)s minutes."),
        _lt("A slow connection, or a lot to send after a time offline."),
        _lt("Wait some minutes. If the number does not fall, press Sync now in the till's panel."),
    ),
    Rule(
        "waiting_stuck",
        checks.waiting(is_stuck=True),
        _lt("%(kind)s: %(count)s not sent for long, the oldest for %(minutes)s minutes."),
        _lt("The server does not take it: it is too busy, or the till is no longer signed in."),
        _lt("Tap the mark in the till's bar, read the cause there and press Sync now."),
    ),
    Rule(
        "waiting_many",
        checks.many,
        _lt("Not sent in all: %(count)s."),
        _lt("The till was offline for long, or cannot send as fast as it sells."),
        _lt("Leave the till on and online until the number has fallen to 0."),
    ),
    Rule(
        "storage_full",
        checks.full,
        _lt("%(percent)s %% of the storage is used: %(used)s of %(quota)s MB."),
        _lt("The disk of the device is nearly full, or other pages use much of it."),
        _lt("Free space on the device, or remove the browser's data of other pages."),
    ),
    Rule(
        "storage_not_lasting",
        checks.not_lasting,
        _lt("The browser may remove what is stored. Not sent: %(count)s."),
        _lt("The browser has not promised to keep the till's data when space is short."),
        _lt("Keep the till online until all is sent, then install it as an app."),
    ),
    Rule(
        "clock_ahead",
        checks.clock(1),
        _lt("The till's clock is %(minutes)s minutes ahead."),
        CLOCK,
        SET_CLOCK,
    ),
    Rule(
        "clock_behind",
        checks.clock(-1),
        _lt("The till's clock is %(minutes)s minutes behind."),
        CLOCK,
        SET_CLOCK,
    ),
    Rule(
        "version_differs",
        checks.old_page,
        _lt("The till runs version %(till)s, the server has %(server)s."),
        _lt("The till's page has not been loaded again since the server was updated."),
        _lt("Reload the till's page while the server is there."),
    ),
    _unready(
        "copy_preparing",
        _lt("The till is still storing what it needs to open without the server."),
        _lt("Leave the till's page open and online for some minutes."),
    ),
    _unready(
        "copy_incomplete",
        _lt("The till could not store all that it needs to open without the server."),
        _lt("Reload the till's page while the server is there. If it stays, free space."),
    ),
    _unready(
        "copy_off",
        _lt("Opening without the server is switched off, or not possible in this browser."),
        _lt("Look at Offline mode in the settings, and use a secure address (https)."),
    ),
    _unready(
        "store_full",
        _lt("The disk of the device is full: nothing more can be stored."),
        _lt("Free space on the device now, then reload the till's page online."),
    ),
    _unready(
        "store_unavailable",
        _lt("The browser stores nothing: a private window, or its settings forbid it."),
        _lt("Open the till in a normal window and allow the browser to store data."),
    ),
    Rule(
        "unready_other",
        _other_reasons,
        UNREADY,
        _lt("The till gives a cause that this list does not know."),
        _lt("Reload the till's page online. If it stays, download the diagnosis for support."),
    ),
    _refused(
        "connection",
        _lt("The server could not be reached, or was busy."),
        _lt("Nothing to do: it is sent by itself. If it stays, look at the network."),
        others=("busy",),
    ),
    _refused(
        "session",
        _lt("The till was signed out."),
        _lt("Sign in again on the till, then press Sync now. Nothing is lost."),
    ),
    _refused(
        "rights",
        _lt("The user at the till may not do this."),
        _lt("Sign in on the till as a manager and press Retry, or give the user the right."),
    ),
    _refused(
        "validation",
        _lt("The server does not accept something that was entered."),
        _lt("The till's panel names it: correct it, then press Retry."),
    ),
    _refused(
        "refused",
        _lt("A rule of the server forbids it."),
        _lt("The till's panel says which one: solve it, then press Retry."),
    ),
    _refused(
        "closed",
        _lt("The register was closed before the till had sent everything."),
        _lt("Open the register again, then press Retry on the till."),
    ),
    _refused(
        "gone",
        _lt("Something that it uses was deleted on the server."),
        _lt("Restore it, for example from the archive, and press Retry; or enter it again."),
        others=("missing",),
    ),
    _refused(
        "server",
        _lt("The server had an error of its own."),
        _lt("Press Retry in a minute. If it stays, tell whoever looks after the server."),
        others=("server_error",),
    ),
    _refused(
        "till",
        _lt("The till's page had an error while sending."),
        _lt("Press Retry. If it stays, save a file for support in the till's panel."),
    ),
    _refused(
        "otherwise",
        _lt("The till would send something else than was sold, and has stopped."),
        _lt("Reload the till's page online and press Retry. If it stays, tell support."),
    ),
    _refused(
        "conflict",
        _lt("The same thing was changed on the till and elsewhere."),
        _lt("Decide in Point of Sale, menu Offline, or in the till's panel, which one holds."),
    ),
    _refused(
        "duplicate",
        _lt("The same thing is already on the server."),
        _lt("Decide in Point of Sale, menu Offline, whether they are the same."),
    ),
    _refused(
        "different_content",
        _lt("It has come before with other content, so nothing was changed."),
        _lt("Enter the change once more, then discard this one in the till's panel."),
    ),
    _refused(
        "unknown_kind",
        _lt("The till and the server do not have the same version or the same modules."),
        _lt("Reload the till's page online. If it stays, tell whoever looks after the server."),
        others=("unknown_protocol",),
    ),
    _refused(
        "malformed",
        _lt("What came was damaged or not complete."),
        _lt("Enter it again. If it happens again, tell support."),
        others=("unknown",),
    ),
    _refused(
        "too_large",
        _lt("It is larger than the server accepts."),
        _lt("Shorten the texts in it, then press Retry."),
    ),
    _refused(
        "too_old",
        _lt("It was entered so long ago that the server does not know whether it has it."),
        _lt("Look whether it is there. If not, enter it again, then discard this one."),
    ),
    _refused(
        "wrong_company",
        _lt("It belongs to a company in which the user at the till cannot work."),
        _lt("Sign in on the till as a user of that company, then press Retry."),
    ),
    _refused(
        "wrong_database",
        _lt("The server is another one, or was put back to an older state."),
        _lt("Save what waits as a file in the till's panel first, then ask support."),
        others=("server_restored",),
    ),
    _refused(
        "other",
        _lt("The till gives a cause that this list does not know."),
        _lt("The till's panel names each entry. Press Retry; if it stays, tell support."),
        find=_other_failures,
    ),
]

# A till that is not well never has an empty list.
UNEXPLAINED = Rule(
    "unexplained",
    lambda look: [],
    _lt("The till is not well, and its last report does not say why."),
    _lt("The report was made at a moment of change."),
    _lt("Wait for the next report, a minute. If it stays, look at the till's panel."),
)
