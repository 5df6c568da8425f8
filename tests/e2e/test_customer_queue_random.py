"""Short storms over customers, repeatable by their seed; long ones are a row of the benchmark."""

import pytest

from tests.till.customer_storm import Storm

# Stock counts receipts in localStorage, which a killed Chromium sets back by seconds: no matter of
# customers. The long storms of the benchmark tell it.
NUMBERS = "I4"


@pytest.mark.parametrize("seed", [11, 29])
def test_after_a_storm_nothing_is_lost_twice_or_stuck(shop, make_till, seed):
    faults = Storm(shop, make_till, seed).run(steps=14)
    assert [fault for fault in faults if not fault.startswith(NUMBERS)] == []
