# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Reads what a till sends. Nothing in it is trusted: what is not of our shape is refused."""

import hashlib
import json
import re
from datetime import datetime, timezone
from typing import NamedTuple

from ..exceptions import OfflineOperationError

PROTOCOL = 1
MAX_OPERATIONS = 500
MAX_BATCH_BYTES = 8 * 1024 * 1024
MAX_PAYLOAD_BYTES = 64 * 1024
MAX_SEQUENCE = 2**31 - 1
# Longer than a till can be away with an answer that it never got.
RETENTION_DAYS = 180
# In answers of which the ledger has no row: no till is known by them.
UNRECORDED = {"replayed": False, "recorded": False}

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
DEVICE = re.compile(r"[\w.:-]{1,64}")


class Batch(NamedTuple):
    """What comes in one call: operations as they came, each still to be read by itself."""

    database: str
    device: str
    acknowledged: int
    operations: list


class Operation(NamedTuple):
    """One change made at a till, as its sender describes it."""

    uuid: str
    sequence: int
    kind: str
    payload: dict
    device: str
    cashier: int | None = None
    created: datetime | None = None
    retry: bool = False
    # What a manager has decided about it; never read from what a till sends.
    decision: int | str | None = None

    @property
    def fingerprint(self):
        """SHA-256 of what the operation does; who sends it and when is not part of it."""
        return hashlib.sha256(_canonical([self.kind, self.payload])).hexdigest()

    @property
    def size(self):
        """Return how many bytes the payload has."""
        return len(_canonical(self.payload))

    @property
    def is_too_large(self):
        """Tell whether the payload is larger than any honest one of most kinds."""
        return self.size > MAX_PAYLOAD_BYTES


def read_batch(raw):
    """Return the Batch in ``raw``, or raise OfflineOperationError for the batch as a whole."""
    if not isinstance(raw, dict):
        raise OfflineOperationError("malformed")
    if raw.get("protocol") != PROTOCOL:
        raise OfflineOperationError("unknown_protocol")
    batch = Batch(
        raw.get("database"), str(raw.get("device")), raw.get("acknowledged"), raw.get("operations")
    )
    if not (is_device(raw.get("device")) and _is_sound(batch)):
        raise OfflineOperationError("malformed")
    if len(batch.operations) > MAX_OPERATIONS or len(_canonical(raw)) > MAX_BATCH_BYTES:
        raise OfflineOperationError("too_large")
    return batch


def _is_sound(batch):
    return (
        isinstance(batch.database, str)
        and _is_whole_number(batch.acknowledged)
        and isinstance(batch.operations, list)
    )


def is_device(value):
    """Tell whether it can be Odoo's number of a device."""
    return type(value) in (int, str) and bool(DEVICE.fullmatch(str(value)))


def read_refused(raw):
    """Return what may be kept of an operation that cannot be read: ``(uuid, kind)`` or None."""
    raw = raw if isinstance(raw, dict) else {}
    uuid, kind = raw.get("uuid"), raw.get("kind")
    has_uuid = isinstance(uuid, str) and UUID.fullmatch(uuid)
    return (uuid if has_uuid else None), (kind if _is_kind(kind) else None)


def read_operation(raw, device):
    """Return the Operation in ``raw``, or raise OfflineOperationError for this one alone."""
    if not (isinstance(raw, dict) and _has_sound_parts(raw)):
        raise OfflineOperationError("malformed")
    return Operation(
        uuid=raw["uuid"].lower(),
        sequence=raw["sequence"],
        kind=raw["kind"],
        payload=raw["payload"],
        device=device,
        cashier=raw.get("cashier"),
        created=_read_time(raw.get("created")),
        retry=raw.get("retry") is True,
    )


def _has_sound_parts(raw):
    uuid, kind, cashier = raw.get("uuid"), raw.get("kind"), raw.get("cashier")
    return (
        isinstance(uuid, str)
        and UUID.fullmatch(uuid)
        and _is_kind(kind)
        and _is_whole_number(raw.get("sequence"))
        and (cashier is None or _is_whole_number(cashier))
        and isinstance(raw.get("payload"), dict)
        and is_storable(raw["payload"])
    )


def _is_kind(value):
    return isinstance(value, str) and len(value) <= 64 and bool(KIND.fullmatch(value))


def _is_whole_number(value):
    return type(value) is int and 0 <= value <= MAX_SEQUENCE


def is_storable(value):
    """Tell whether a database takes it: no NUL, no halves of characters, no endless numbers."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        return bool(text.encode()) and "\\u0000" not in text
    except (ValueError, RecursionError):
        return False


def _read_time(milliseconds):
    """Return the time as Odoo stores it, or None: a till with a wrong clock may still sell."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, timezone.utc).replace(tzinfo=None)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
