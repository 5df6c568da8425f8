"""What the line between browser and Odoo does: the modes of the outage proxy."""

import random
import re
from dataclasses import dataclass, field

NAMES = (
    "pass",
    "slow",
    "refuse",
    "swallow",
    "hold",
    "drop_reply",
    "reset",
    "502",
    "server_error",
    "portal_200",
    "portal_302",
    "truncate",
    "break_install",
)


@dataclass
class Mode:
    """One way of failing, and for which requests.

    name: one of NAMES; `hold` keeps a reply back until the mode ends, `reset` refuses a single
    request, `server_error` answers as Odoo does when something broke inside. The filters `method`,
    `path` (a regex searched in path and query), `rpc_model` and `rpc_method` limit it to some
    requests; the first `after` of them pass, then at most `times` are hit (None: all); `share` of
    those, by the dice of `seed`. Everything else passes.
    latency_ms: `slow`, wait before each message of either direction. bytes_per_second: `slow`,
    pace of replies. keep, reframe: `truncate`, see `messages.shorten`. heal: what happens to
    connections that fell silent in `swallow` when the mode ends, `reset` or `silent`.
    """

    name: str = "pass"
    method: str | None = None
    path: str | None = None
    rpc_model: str | None = None
    rpc_method: str | None = None
    after: int = 0
    times: int | None = None
    share: float = 1
    seed: int = 0
    latency_ms: float = 0
    bytes_per_second: float | None = None
    keep: float = 0.5
    reframe: bool = False
    heal: str = "reset"
    seen: int = 0
    dice: random.Random = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        self.dice = random.Random(self.seed)
        if self.name not in NAMES:
            raise ValueError(f"no mode {self.name!r}; there are: {', '.join(NAMES)}")
        if self.name == "refuse" and not self.is_whole_line:
            raise ValueError("mode 'refuse' closes the listening socket: it takes no filter")

    @property
    def is_whole_line(self):
        """True when the mode hits every request, hence also what is under way."""
        filters = (self.method, self.path, self.rpc_model, self.rpc_method, self.times)
        return not any(filters) and not self.after and self.share == 1

    @property
    def silences(self):
        """True when nothing at all may pass any more, in either direction."""
        return self.name == "swallow" and self.is_whole_line

    @property
    def cuts_websockets(self):
        """True when live websockets die: the reverse proxy lost Odoo or the portal took over."""
        return self.name in ("502", "portal_200", "portal_302") and self.is_whole_line

    def for_request(self, request):
        """The mode's name for this request: its own, or `pass` when filters or counts say so."""
        if not self._matches(request):
            return "pass"
        self.seen += 1
        hit = self.seen - self.after
        if hit <= 0 or (self.times is not None and hit > self.times):
            return "pass"
        return self.name if self.dice.random() < self.share else "pass"

    def slows(self, request):
        """True when messages of this request's connection travel slowly."""
        return self.name == "slow" and self._matches(request)

    def _matches(self, request):
        model, method = request.rpc
        return (
            self.method in (None, request.method)
            and (self.path is None or re.search(self.path, request.path) is not None)
            and self.rpc_model in (None, model)
            and self.rpc_method in (None, method)
        )
