"""The commands behind ``make``, and the one place where problems become sentences."""

import importlib
import shutil
import signal
import sys

from . import line, locks, odoo_source, paths, venv
from .ports import demo_port, require_free
from .problems import UserProblem, disk_full, is_disk_full

# Name: module and function that run inside the virtual environment, imported only then.
INSIDE = {
    "demo": ("demo", "serve"),
    "test": ("testing", "everything"),
    "test-one": ("testing", "one"),
    "test-odoo": ("odoo_tests", "run"),
    "format": ("linting", "reformat"),
    "lint": ("linting", "everything"),
    "bench": ("benchmark", "run"),
    "contract": ("contract", "run"),
    "icons": ("icons", "write"),
    "store": ("store", "build"),
    "sweep": ("sweep", "run"),
    "shell": ("shell", "odoo_shell"),
    "setup": ("shell", "nothing"),
}


def main(arguments):
    """Run one command; return the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        return _dispatch(*arguments) or 0
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130
    except Exception as error:
        if paths.WORKSPACE.exists() and is_disk_full(paths.WORKSPACE, str(error)):
            return _say(disk_full(paths.WORKSPACE))
        if isinstance(error, UserProblem):
            return _say(error)
        raise


def _dispatch(command="", *arguments):
    if command in OUTSIDE:
        return OUTSIDE[command]()
    if command not in INSIDE:
        known = ", ".join(sorted([*INSIDE, *OUTSIDE]))
        raise UserProblem(f"There is no command {command!r}.", f"There are: {known}.")
    if not venv.is_inside():
        _set_up(command)
        return venv.enter([command, *arguments])
    module, function = INSIDE[command]
    return getattr(importlib.import_module(f"dev.{module}"), function)(*arguments)


def _set_up(command):
    if command == "demo":
        require_free(demo_port())
    paths.WORKSPACE.mkdir(parents=True, exist_ok=True)
    with locks.exclusive("setup"):
        odoo_source.bring()
        venv.bring()


def _clean():
    """Remove the workspace; refuses while something of it runs."""
    for name in (line.DEMO_LOCK, "postgres-users"):
        with locks.lock_file(name) as file:
            if not locks.try_exclusive(file):
                raise UserProblem("Something of this workspace still runs.", "End it first.")
    shutil.rmtree(paths.WORKSPACE)
    print(f"Removed {paths.WORKSPACE}.")


def _interrupt(*_signal):
    # The second Ctrl-C of an impatient hand must not interrupt the stopping.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _say(problem):
    print(f"\n✗ {problem.what}\n  {problem.todo}", file=sys.stderr, flush=True)
    return 1


OUTSIDE = {"unplug": line.unplug, "plug": line.plug, "clean": _clean}
