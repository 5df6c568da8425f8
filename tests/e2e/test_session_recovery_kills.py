"""The browser is killed at random instants while the cashier works; nothing settled is lost."""

import pytest

from tests.e2e import kills, places
from tests.till.shop import FURNITURE

RUNS = 10


@pytest.mark.parametrize("online", [True, False], ids=["online", "with the server killed"])
def test_nothing_settled_is_lost_by_a_kill(online, till, shop):
    till.open_shop(FURNITURE)
    till.wait_offline_ready()
    till.wait_written()
    if not online:
        shop.kill()
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    places.wait_place(till)
    outcome = kills.run(till, shop, seed=20261121 + online, count=RUNS)
    assert outcome.is_good, outcome
