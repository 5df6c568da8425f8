"""``SLOW=1``: half of the processors, as a slower machine has."""

import os

from .problems import UserProblem


def halve_if_asked():
    """Keep to half of the processors, with all that is started from now on, if SLOW is set.

    The work is the same, and as much of it goes side by side: each part takes twice as long.
    """
    if not os.environ.get("SLOW"):
        return
    mine = sorted(_usable())
    if len(mine) < 2:
        raise UserProblem("SLOW=1 takes away half of the processors.", "Here there is only one.")
    os.sched_setaffinity(0, mine[: len(mine) // 2])


def _usable():
    # Only Linux lets a process be kept to some of its processors.
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
