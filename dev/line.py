"""The line between browser and demo: `make plug` writes what it wants, the demo what is."""

import time

from . import locks, paths
from .problems import UserProblem

DEMO_LOCK = "demo"
CUT, WHOLE = "refuse", "pass"
WANTED, ACTUAL = "line.wanted", "line.actual"
PATIENCE = 5


def wanted():
    """Return the mode that the line should have."""
    return _read(WANTED)


def report(mode):
    """Say that the line has ``mode`` now."""
    _write(ACTUAL, mode)


def reset():
    """Begin with a whole line, whatever an earlier demo left."""
    _write(WANTED, WHOLE)
    report(WHOLE)


def unplug():
    """Cut the line of the running demo."""
    _switch(CUT)
    print("The line is cut: to the browser the server is gone. Mend it with: make plug")


def plug():
    """Mend the line of the running demo."""
    _switch(WHOLE)
    print("The line is whole again.")


def _switch(mode):
    with locks.lock_file(DEMO_LOCK) as file:
        if locks.try_exclusive(file):
            raise UserProblem("No demo is running.", "Start one with: make demo")
    _write(WANTED, mode)
    deadline = time.monotonic() + PATIENCE
    while _read(ACTUAL) != mode:
        if time.monotonic() > deadline:
            raise UserProblem("The demo did not follow.", "Wait until it shows its address.")
        time.sleep(0.05)  # between two looks, until the deadline


def _read(name):
    try:
        return (paths.RUN / name).read_text()
    except OSError:
        return WHOLE


def _write(name, mode):
    paths.RUN.mkdir(parents=True, exist_ok=True)
    draft = paths.RUN / f"{name}.part"
    draft.write_text(mode)
    draft.rename(paths.RUN / name)
