"""Awaiting a state with a deadline, instead of sleeping and hoping."""

import time

POLL_SECONDS = 0.05


def wait_until(predicate, timeout=10, what="the awaited state", every=POLL_SECONDS):
    """Return the first true value of `predicate()`; raise TimeoutError after `timeout` seconds.

    what: says in the error what was awaited. every: seconds between two looks.
    """
    deadline = time.monotonic() + timeout
    while True:
        value = predicate()
        if value:
            return value
        if time.monotonic() >= deadline:
            raise TimeoutError(f"{what} did not come within {timeout} s (last: {value!r})")
        time.sleep(every)
