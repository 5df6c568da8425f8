"""Cases of one kind: a run takes a part of them, so that it stays short; EVERY=1 takes all."""

import os

CONTROLS_IN_A_RUN = 3  # one of so many, of each file


def part_of_controls(items):
    """Return ``items`` with a part of each file's stock controls: what a file with KIND stock has.

    They prove that stock fails, which changes with Odoo's version only.
    """
    controls = {}
    for item in items:
        if getattr(item.module, "KIND", "").startswith("stock"):
            controls.setdefault(item.module, []).append(item)
    left_out = set()
    for tests in controls.values():
        left_out |= {*tests} - {*sampled(tests, -(-len(tests) // CONTROLS_IN_A_RUN))}
    return [item for item in items if item not in left_out]


def sampled(cases, count):
    """Return ``count`` of the ``cases``, the first one and others spread over the rest."""
    cases = list(cases)
    if os.environ.get("EVERY") or count >= len(cases):
        return cases
    return [cases[index * len(cases) // count] for index in range(count)]
