"""What went over the line, in order: for comparing bytes, counting calls and drawing waterfalls."""

import threading
import time
from dataclasses import dataclass, field


@dataclass
class Recorded:
    """One request. Times are seconds of the monotonic clock; `finished` is None while under way.

    mode: what the line did with it. status: of Odoo's or the proxy's reply, None without one.
    """

    method: str
    path: str
    headers: dict
    body: bytes
    rpc: tuple
    started: float = field(default_factory=time.monotonic)
    finished: float | None = None
    mode: str = "pass"
    status: int | None = None
    reply_bytes: int = 0


class Recording:
    """Requests in the order of their arrival; safe to read from any thread."""

    def __init__(self):
        self._entries = []
        self._lock = threading.Lock()

    def add(self, request):
        """Append a `messages.Request`, return its `Recorded`."""
        rpc = request.rpc
        entry = Recorded(request.method, request.path, request.headers, request.body, rpc)
        with self._lock:
            self._entries.append(entry)
        return entry

    def clear(self):
        """Forget everything recorded so far."""
        with self._lock:
            self._entries.clear()

    def __iter__(self):
        with self._lock:
            return iter(list(self._entries))

    def __len__(self):
        with self._lock:
            return len(self._entries)

    def calls(self, rpc_method):
        """Recorded JSON-RPC calls of that model method."""
        return [entry for entry in self if entry.rpc[1] == rpc_method]

    def paths(self, fragment=""):
        """Paths that contain `fragment`."""
        return [entry.path for entry in self if fragment in entry.path]
