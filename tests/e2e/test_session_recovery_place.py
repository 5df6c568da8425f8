"""The cashier's place comes back: after a refresh, a closed tab, a killed browser."""

from tests.e2e import places
from tests.e2e.places import press
from tests.till.shop import FURNITURE


def test_refresh_comes_back_to_the_same_line_and_number(till, shop):
    till.open_shop(FURNITURE)
    before = places.fill_order(till)
    places.settle(till, shop)
    till.reload()
    assert places.wait_place(till) == before
    assert not till.errors()
