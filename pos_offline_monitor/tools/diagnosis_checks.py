# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""When a row of `diagnosis.py` applies: each yields the numbers that the row's evidence names."""

from datetime import timedelta

from .known_texts import get_kind, get_version

SIGNED_OUT_LATELY = timedelta(days=1)


def signed_out(look):
    """A silent till whose last time offline was a sign-out."""
    last = look.till.state == "silent" and look.till.outage_ids[:1]
    if last and last.layer == "session" and look.now - last.began_at < SIGNED_OUT_LATELY:
        yield {"minutes": look.minutes(last.began_at)}


def silent(look):
    """Its session is open, and it does not report."""
    if look.till.state == "silent":
        yield {"minutes": look.minutes(look.till.last_seen), "count": look.till.waiting_count}


def slow(look):
    """Answers have taken long for more than a moment."""
    minutes = look.minutes(look.till.connection_since)
    if look.till.connection == "slow" and minutes >= look.limits["late_minutes"]:
        yield {"minutes": minutes}


def offline(look):
    """It said so itself, with the report that got through."""
    if look.till.connection == "offline":
        yield {"minutes": look.minutes(look.till.connection_since)}


def waiting(is_stuck):
    """Return what finds each kind that waits; what was refused has a row of its own."""

    def find(look):
        late, stuck = look.limits["late_minutes"], look.limits["stuck_minutes"]
        for each in look.till.providers or []:
            told = look.till.last_seen - timedelta(seconds=each.get("age") or 0)
            minutes = look.minutes(told)
            count = each["count"] - each["failed"]
            if count > 0 and minutes >= late and (minutes >= stuck) == is_stuck:
                yield {"kind": get_kind(each["name"])[1], "count": count, "minutes": minutes}

    return find


def many(look):
    """As many wait as the company calls a lot."""
    if look.till.waiting_count >= look.limit("waiting_count"):
        yield {"count": look.till.waiting_count}


def is_full(look):
    """Tell whether little of the storage is left."""
    return look.till.storage_percent >= look.limit("storage_percent")


def full(look):
    """Little of the storage is left."""
    if is_full(look):
        till = look.till
        values = {"used": till.storage_used, "quota": till.storage_quota}
        values["percent"] = till.storage_percent
        yield {name: round(value) for name, value in values.items()}


def not_lasting(look):
    """Most browsers promise nothing by themselves: it matters where something can be lost."""
    if look.till.persisted == "no" and (look.till.waiting_count or is_full(look)):
        yield {"count": look.till.waiting_count}


def clock(sign):
    """Return what finds a clock that is ahead (1) or behind (-1)."""

    def find(look):
        minutes = int(sign * look.till.clock_skew / 60)
        if minutes >= look.limit("clock_minutes"):
            yield {"minutes": minutes}

    return find


def old_page(look):
    """Its page is of another version than the server."""
    version = look.till.version
    if version and version != look.version:
        yield {"till": get_version(version) or "?", "server": look.version}


def is_not_ready(look):
    """Tell whether a till in use would not get through an outage."""
    return look.till.is_session_open and look.till.ready == "no"


def unready(code):
    """Return what finds a reason that the till gives for that."""

    def find(look):
        if is_not_ready(look) and code in (look.till.reasons or []):
            yield {"minutes": look.minutes(look.till.not_ready_since)}

    return find


def refused(codes):
    """Return what counts entries that were not accepted, under any of these codes."""

    def find(look):
        count = sum((look.till.failures or {}).get(code, 0) for code in codes)
        if count:
            yield {"count": count, "minutes": look.minutes(look.till.oldest_at)}

    return find
