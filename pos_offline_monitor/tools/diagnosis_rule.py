# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""How a row of the diagnosis is made: `diagnosis.py` has the rows."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

# Where a company wants no alert for it: on the till's form it is still a number to look at.
USUAL = {"storage_percent": 90, "clock_minutes": 5, "waiting_count": 50}


class Look(NamedTuple):
    """A till, and what it is held against."""

    till: object
    now: datetime
    limits: dict  # of its company, with `late_minutes` and `stuck_minutes` of the board
    version: str  # of the suite on the server

    def limit(self, name):
        """Return a limit of the company, the usual one where it has none."""
        return self.limits[name] or USUAL[name]

    def minutes(self, since):
        """Return for how many whole minutes something lasts."""
        return max(int((self.now - since).total_seconds() / 60), 0) if since else 0


class Rule(NamedTuple):
    """A row of the table."""

    code: str
    # (look) -> the numbers that the evidence names, once for each time that the row applies
    find: Callable
    evidence: str
    cause: str
    advice: str
    # The codes of a till's report that the row is for.
    failures: tuple = ()
    reasons: tuple = ()

    def describe(self, env, numbers):
        """Return the row in the user's language, with the till's own numbers."""
        texts = {key: env._(value) for key, value in numbers.items() if key == "kind"}
        evidence = env._(self.evidence)
        return {
            "code": self.code,
            "evidence": evidence % {**numbers, **texts},
            "cause": env._(self.cause),
            "advice": env._(self.advice),
        }
