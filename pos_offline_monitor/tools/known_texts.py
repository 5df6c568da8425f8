# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Takes of a till's texts only those that have our own shape: what else a till sends is anybody's.

A name, an address or a card's number that came as a version or a label stays out of files.
"""

import re

from odoo.tools.translate import LazyTranslate

from odoo.addons.pos_offline_base.tools.card_numbers import has_card_number

_lt = LazyTranslate(__name__)

KINDS = {
    "orders": _lt("Sales"),
    "outbox": _lt("Changes made without the server"),
    "owed": _lt("Points and cards of sales"),
    "queue": _lt("Other requests"),
}
OTHER_KIND = _lt("Other entries")

_VERSION = re.compile(r"\d{1,3}(\.\d{1,3}){1,5}")
_DEVICE = re.compile(r"\d{1,6}")
_RELEASE = re.compile(r"[0-9a-f]{16}")
_SYSTEM = "(Android|iPad|iPhone|Windows|ChromeOS|macOS|Linux)"
# As `static/src/app/heartbeat/browser_name.js` makes them.
_BROWSER = re.compile(rf"(Edge|Firefox|Chrome|Safari) \d{{1,3}}(, {_SYSTEM})?|{_SYSTEM}")


def get_kind(name):
    """Return the name and the words of a kind that waits; other modules' are one kind."""
    return (name, KINDS[name]) if name in KINDS else ("other", OTHER_KIND)


def _keep(pattern, text):
    text = text or ""
    return text if pattern.fullmatch(text) and not has_card_number(text) else None


def get_version(text):
    """Return a version such as 19.0.1.0.0, or None."""
    return _keep(_VERSION, text)


def get_device(text):
    """Return Odoo's number of a device, or None."""
    return _keep(_DEVICE, text)


def get_release(text):
    """Return the checksum that names a stored copy, or None."""
    return _keep(_RELEASE, text)


def get_browser(text):
    """Return a browser as tills name it, or None."""
    return _keep(_BROWSER, text)
