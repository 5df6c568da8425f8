# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""How far a till has read. To the till it is an opaque text; see ADR 0014."""

import re
from typing import NamedTuple

_TEXT = re.compile(r"(\d{1,18})\.(\d{1,18})\.(\d{1,18})\.([01])")


class Cursor(NamedTuple):
    """Everything before transaction ``low`` is known; a page ended at row ``xid``, ``id``.

    ``opening``: the till begins with what is open, and has not come to its end yet.
    """

    low: int
    xid: int
    id: int
    opening: bool

    def __str__(self):
        return f"{self.low}.{self.xid}.{self.id}.{int(self.opening)}"


def read_cursor(text, xmin, xmax):
    """Return the Cursor in ``text``; one that begins anew where it is none of this database.

    :param int xmin: the oldest transaction that is not over
    :param int xmax: the first one that has not begun: no cursor can be beyond
    """
    match = _TEXT.fullmatch(text) if isinstance(text, str) else None
    numbers = [int(number) for number in match.groups()] if match else []
    if not numbers or numbers[0] > xmax:
        return Cursor(xmin, 0, 0, True)
    return Cursor(*numbers[:3], bool(numbers[3]))
