"""File locks between processes. The kernel drops them when their holder dies, however it dies."""

import contextlib
import fcntl

from . import paths


def lock_file(name):
    """Open (and make) the lock file ``name`` in the workspace's run folder."""
    paths.RUN.mkdir(parents=True, exist_ok=True)
    return open(paths.RUN / f"{name}.lock", "a")


@contextlib.contextmanager
def exclusive(name):
    """Hold the lock ``name`` alone for the time of the block; waits for its turn."""
    with lock_file(name) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def try_exclusive(file):
    """Take ``file``'s lock alone if nobody holds it; tell whether that worked."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
