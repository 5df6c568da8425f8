"""Long child processes that show their output and are given the time to clean up."""

import contextlib
import os
import signal
import subprocess

from . import paths
from .odoo_server import end_orphans

PATIENCE = 20


def run_visible(command, **options):
    """Run ``command`` in the repository's folder; return its exit code."""
    with running(command, **options) as child:
        return child.wait()


@contextlib.contextmanager
def running(command, **options):
    """Yield ``command`` as a process in the repository's folder; it ends with the block.

    An interrupt reaches it exactly once, as Ctrl-C would, and is then waited for: killed at once
    it would leave servers and browsers behind.
    """
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, **{"cwd": paths.ROOT, **options}
    )
    try:
        yield child
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE)
        raise
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        end_orphans()
