"""Rows of long storms over orders that travel: what counts is that nothing is wrong after them."""

import time

from tests.benchmark.numbers import Series
from tests.benchmark.sync_live import without_stock
from tests.benchmark.tills import open_tills, resting
from tests.e2e.sync_scenarios import lines_of, open_till
from tests.till.shop import CLOTHES, FURNITURE
from tests.till.sync_storm import CONFIGS, SyncStorm

STEPS, SEED, MOST = 200, 100, 3
STEP_MS = 60_000
# Three points of sale; the second time two tills of one of them.
SHAPES = (CONFIGS, (FURNITURE, CLOTHES, CLOTHES))


def storm(ours, stock, count):
    """A long storm for each of `count` seeds: ms of a step; what does not hold is told."""
    series, faults = Series(), []
    with resting(ours, stock):
        for turn in range(min(count, MOST)):
            seed = SEED + turn
            found = _blow(ours, seed, SHAPES[turn % len(SHAPES)], series)
            series.never += bool(found)
            faults += [f"seed {seed}: {fault}" for fault in found]
    return [without_stock(f"storm of {STEPS} steps over orders", series, STEP_MS, *faults)]


ROWS = {"sync-storm": storm}


def _blow(side, seed, configs, series):
    started = time.monotonic()
    with lines_of(side.shop) as make_line, open_tills(side.playwright, side.shop) as make_till:

        def open_one(config):
            return open_till(make_till, make_line, config)

        faults = SyncStorm(side.shop, open_one, seed, configs).run(STEPS)
    series.add((time.monotonic() - started) * 1000 / STEPS)
    return faults
