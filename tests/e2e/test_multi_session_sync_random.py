"""Short storms over orders that travel, repeatable by their seed; long ones are a benchmark row."""

import pytest

from tests.e2e.sync_scenarios import lines_of, open_till
from tests.sampling import sampled
from tests.till.sync_storm import SyncStorm


@pytest.mark.parametrize("seed", sampled([3, 17], 1))
def test_after_a_storm_each_order_is_paid_and_none_twice(shop, make_till, seed):
    with lines_of(shop) as make_line:
        storm = SyncStorm(shop, lambda config: open_till(make_till, make_line, config), seed)
        assert storm.run(steps=14) == []
