"""Cases of one kind: a run takes a part of them, so that it stays short; EVERY=1 takes all."""

import os


def sampled(cases, count):
    """Return ``count`` of the ``cases``, the first one and others spread over the rest."""
    cases = list(cases)
    if os.environ.get("EVERY") or count >= len(cases):
        return cases
    return [cases[index * len(cases) // count] for index in range(count)]
