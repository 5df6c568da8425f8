"""A run takes a part of the tests in a browser, so that it stays short; EVERY=1 takes all.

Which part, the number of commits says: what a run leaves out is in that of the next commit.
"""

import os
import subprocess
from pathlib import Path

RUNS_FOR_ALL = 3  # the commits after which each test was in a run
ROOT = Path(__file__).parents[1]


def part_of_a_run(items, turn):
    """Return every third of the ``items``, of ours and of stock controls (KIND stock) as many.

    turn: a number; with the next two come the others.
    """
    ours = [item for item in items if not _is_control(item)]
    controls = [item for item in items if _is_control(item)]
    kept = {
        *ours[turn % RUNS_FOR_ALL :: RUNS_FOR_ALL],
        *controls[turn % RUNS_FOR_ALL :: RUNS_FOR_ALL],
    }
    return [item for item in items if item in kept]


def turn_of_the_checkout():
    """Return the number of commits; 0 for a tree without them."""
    command = ["git", "rev-list", "--count", "HEAD"]
    counted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return int(counted.stdout) if counted.returncode == 0 else 0


def sampled(cases, count):
    """Return ``count`` of the ``cases``, the first one and others spread over the rest."""
    cases = list(cases)
    if takes_all() or count >= len(cases):
        return cases
    return [cases[index * len(cases) // count] for index in range(count)]


def takes_all():
    """Return whether each case of each kind is asked for."""
    return bool(os.environ.get("EVERY"))


def _is_control(item):
    return getattr(item.module, "KIND", "").startswith("stock")
