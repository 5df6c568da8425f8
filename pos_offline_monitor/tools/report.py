# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Reads what a till reports of itself. Nothing in it is trusted: only our own shape is taken."""

import json
import re

from odoo.tools.translate import LazyTranslate

from odoo.addons.pos_offline_base.tools.batch import is_device, is_storable

_lt = LazyTranslate(__name__)

PROTOCOL = 1
MAX_BYTES = 8 * 1024
MAX_OUTAGES = 20
MAX_PROVIDERS = 16
MAX_CODES = 16
MAX_COUNT = 1_000_000
# Nothing that a till tells is older: a clock that was set back is not an outage of years.
MAX_AGE = 31 * 24 * 3600
MAX_ID = 2**31 - 1

TOKEN = re.compile(r"[0-9a-f]{32,64}")
CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
LAYERS = ("device", "network", "refused", "proxy", "odoo", "session")

TEXTS = {
    "malformed": _lt("The report is damaged or not complete: %s."),
    "too_large": _lt("The report is larger than the server accepts."),
    "unknown_protocol": _lt("This till and the server do not speak the same version. Reload it."),
    "wrong_database": _lt("This till's data come from another database. Reload it."),
    "wrong_token": _lt("Another till has this number. A manager can let this one report instead."),
    "no_session": _lt("This session of the register is not open: no new till can report for it."),
    "too_many": _lt("The register has too many tills. A manager can remove those that are gone."),
}


class ReportError(Exception):
    """A report is refused, for a reason that is a key of `TEXTS`.

    :param str part: which part of a malformed one
    """

    def __init__(self, code, part=""):
        super().__init__(code)
        self.code = code
        self.part = part

    def describe(self, env):
        """Return ``{"code", "message"}`` in the user's language."""
        text = env._(TEXTS[self.code])
        return {"code": self.code, "message": text % self.part if self.part else text}


def read_report(raw):
    """Return the report in ``raw``, each key of it checked, or raise ReportError."""
    if not isinstance(raw, dict):
        raise ReportError("malformed", "report")
    if raw.get("protocol") != PROTOCOL:
        raise ReportError("unknown_protocol")
    if not is_storable(raw):
        raise ReportError("malformed", "text")
    if len(json.dumps(raw)) > MAX_BYTES:
        raise ReportError("too_large")
    _check_keys(raw)
    return raw


def _check_keys(raw):
    for name in raw:
        if name not in SHAPE:
            raise ReportError("malformed", name[:32])
    for name, check in SHAPE.items():
        if not check(raw.get(name)):
            raise ReportError("malformed", name)


def _is_number(low, high):
    def check(value):
        # A bool is an int to Python; endless numbers and "not a number" are in no range.
        return type(value) in (int, float) and low <= value <= high

    return check


def _is_whole(low, high):
    return lambda value: type(value) is int and low <= value <= high


def _is_text(length):
    return lambda value: isinstance(value, str) and len(value) <= length


def _is_match(pattern):
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _is_one_of(*values):
    return lambda value: value is None or isinstance(value, str) and value in values


def _is_flag(value):
    return value is None or isinstance(value, bool)


def _maybe(check):
    return lambda value: value is None or check(value)


def _is_list(check, most):
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(check, value))


def _is_record(**shape):
    def check(value):
        is_known = isinstance(value, dict) and set(value) <= set(shape)
        return is_known and all(test(value.get(name)) for name, test in shape.items())

    return check


def _is_count_by_code(value):
    return (
        isinstance(value, dict)
        and len(value) <= MAX_CODES
        and all(CODE.fullmatch(code) and _is_count(count) for code, count in value.items())
    )


_is_count = _is_whole(0, MAX_COUNT)
_is_age = _is_number(0, 100 * MAX_AGE)  # s; what is too old is dropped later, not refused
_is_bytes = _maybe(_is_number(0, 2**60))

# All keys that a report may have. Times are ages in seconds: a till's clock may be wrong.
SHAPE = {
    "protocol": _is_whole(PROTOCOL, PROTOCOL),
    "database": _is_text(64),
    "device": is_device,
    "session": _is_whole(1, MAX_ID),
    "token": _is_match(TOKEN),
    "now": _is_number(0, 2**53),  # ms, by the till's clock
    "cashier": _maybe(_is_whole(1, MAX_ID)),
    "version": _is_text(32),
    "release": _maybe(_is_text(64)),
    "browser": _is_text(80),
    "connection": _is_record(
        status=lambda value: value in ("online", "slow", "offline"),
        layer=_is_one_of(*LAYERS),
        age=_is_age,
    ),
    # `id`: the same one that comes twice counts once.
    "outages": _is_list(
        _is_record(id=_is_whole(0, 2**53), begin=_is_age, end=_is_age, layer=_is_one_of(*LAYERS)),
        MAX_OUTAGES,
    ),
    "waiting": _is_list(
        _is_record(
            name=_is_match(CODE),
            label=_is_text(64),
            count=_is_count,
            failed=_is_count,
            age=_maybe(_is_age),
        ),
        MAX_PROVIDERS,
    ),
    "failures": _is_count_by_code,
    "storage": _is_record(used=_is_bytes, quota=_is_bytes, persisted=_is_flag),
    "ready": _is_flag,
    "reasons": _is_list(_is_match(CODE), MAX_CODES),
    "sale": _maybe(_is_record(reference=_is_text(64), age=_is_age)),
}
