# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""The file for support about one till: numbers, times and codes, and nothing of a person."""

from odoo import release

from . import known_texts
from .diagnosis import diagnose, find_known_codes

FORMAT = 1
MOST = 50  # times offline, alerts: the latest
NUMBERS = ["waiting_count", "failed_count", "clock_skew"]
TIMES = ["last_seen", "connection_since", "oldest_at", "not_ready_since", "last_sale_at"]
STATES = ["state", "is_session_open", "connection", "ready", "persisted"]


def describe_till(look):
    """Return what support needs to know of a till; nothing in it is a text that a till made."""
    till = look.till
    return {
        "format": FORMAT,
        "made_at": _as_text(look.now),
        "till": _get_identity(till),
        "versions": _get_versions(look),
        "states": {name: till[name] for name in STATES},
        "times": {name: _as_text(till[name]) for name in TIMES},
        "numbers": {name: till[name] for name in NUMBERS},
        "storage": _get_storage(till),
        "waiting": [_describe_kind(each) for each in till.providers or []],
        "failures": _count_failures(till.failures or {}),
        "reasons": _get_reasons(till.reasons or []),
        "limits": dict(look.limits),
        "outages": [_describe_outage(each) for each in till.outage_ids[:MOST]],
        "alerts": [_describe_alert(each) for each in till.alert_ids[:MOST]],
        "diagnosis": diagnose(look),
    }


def _as_text(time):
    return f"{time.isoformat(timespec='seconds')}Z" if time else None


def _get_identity(till):
    return {
        "id": till.id,
        "device": known_texts.get_device(till.device),
        "point_of_sale": till.config_id.id,
        "session": till.session_id.id,
        "company": till.company_id.id,
    }


def _get_versions(look):
    return {
        "odoo": release.version,
        "server": look.version,
        "till": known_texts.get_version(look.till.version),
        "stored_copy": known_texts.get_release(look.till.release),
        "browser": known_texts.get_browser(look.till.browser),
    }


def _get_storage(till):
    return {
        "used_mb": round(till.storage_used),
        "quota_mb": round(till.storage_quota),
        "percent": round(till.storage_percent),
    }


def _describe_kind(told):
    kind, _words = known_texts.get_kind(told["name"])
    age = told.get("age")
    seconds = None if age is None else round(age)
    return {
        "kind": kind,
        "count": told["count"],
        "failed": told["failed"],
        "oldest_seconds": seconds,
    }


def _count_failures(failures):
    known, _reasons = find_known_codes()
    counts = {}
    for code, count in failures.items():
        name = code if code in known else "other"
        counts[name] = counts.get(name, 0) + count
    return counts


def _get_reasons(reasons):
    _failures, known = find_known_codes()
    return sorted({code if code in known else "other" for code in reasons})


def _describe_outage(outage):
    return {
        "began_at": _as_text(outage.began_at),
        "ended_at": _as_text(outage.ended_at),
        "layer": outage.layer or None,
    }


def _describe_alert(alert):
    return {
        "kind": alert.kind,
        "began_at": _as_text(alert.began_at),
        "ended_at": _as_text(alert.ended_at),
        "worst": round(alert.worst),
    }
