"""Short storms over customers, repeatable by their seed; long ones are a row of the benchmark."""

import pytest

from tests.sampling import sampled
from tests.till.customer_storm import Storm


@pytest.mark.parametrize("seed", sampled([11, 29], 1))
def test_after_a_storm_nothing_is_lost_twice_or_stuck(shop, make_till, seed):
    assert Storm(shop, make_till, seed).run(steps=14) == []
