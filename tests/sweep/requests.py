"""The distinct requests of a scene, and the ways in which each of them fails."""

import re
from dataclasses import dataclass

# Name of the fault, and the mode of the line that makes it.
FAULTS = {
    "refused": "reset",
    "swallowed": "swallow",
    "answer lost": "drop_reply",
    "502": "502",
    "server error": "server_error",
}
# What is the same every day (files), and what comes by the clock and not by what the cashier does.
LEFT_OUT = re.compile(
    r"/static/|/web/(assets|image|bundle|webclient/translations|webclient/version_info)|^/websocket"
    r"|/web/session/check|/report/barcode|/pos/(ping|offline|service-worker)|/bus/|^/web/login|favicon|^/web/manifest"
)


@dataclass(frozen=True)
class Request:
    """A request without what differs from one day to the next; model and method of a call."""

    path: str
    model: str | None = None
    method: str | None = None

    def __str__(self):
        return f"{self.model}.{self.method}" if self.model else self.path

    def mode(self, fault):
        """Arguments of `line.mode` for the first such request to fail."""
        if self.model:
            where = {"rpc_model": self.model, "rpc_method": self.method}
        else:
            where = {"path": f"^{re.escape(self.path).replace('<n>', '[0-9]+')}([?]|$)"}
        return {"name": FAULTS[fault], "times": 1, **where}


def distinct(recorded):
    """Return the `Request`s that were recorded, each once, by their first occurrence."""
    found = {}
    for entry in recorded:
        if not LEFT_OUT.search(entry.path):
            found.setdefault(_of(entry))
    return list(found)


def _of(entry):
    model, method = entry.rpc
    if model:
        return Request("/web/dataset/call_kw", model, method)
    return Request(re.sub(r"(?<=/)\d+(?=/|$)", "<n>", entry.path.split("?")[0]))
