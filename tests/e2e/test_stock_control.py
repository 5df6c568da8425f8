"""The failing control: what stock Odoo does in the outages that the suite survives.

If one of these begins to fail, Odoo has learnt something, and a test of ours proves less than it
says.
"""

import pytest

from tests.e2e import mornings, scenarios

KIND = "stock"


def test_stock_opens_after_two_visits_with_the_server_gone(till, shop):
    assert scenarios.server_gone_after_two_visits(till, shop)


def test_stock_shows_the_browsers_error_page_after_one_visit(new_till, shop):
    assert not scenarios.server_gone_after_one_visit(new_till, shop)
    new_till.wait_state("browser error")


def test_stock_shows_the_browsers_error_page_on_an_order_made_since(till, shop):
    assert not scenarios.order_made_since_the_last_visit(till, shop)
    till.wait_state("browser error")


def test_stock_stays_blank_on_a_dead_link(till, shop):
    assert not scenarios.dead_link(till, shop)


@pytest.mark.parametrize(
    "scenario",
    [
        scenarios.proxy_answered_502,
        scenarios.portal_answered_200,
        scenarios.portal_redirected,
        scenarios.shell_was_truncated,
    ],
    ids=["a 502", "a portal", "a redirect", "half a page"],
)
def test_stock_keeps_a_wrong_answer_and_does_not_open_with_it(scenario, till, shop):
    assert not scenario(till, shop)


def test_stock_does_not_open_in_french_without_stored_translations(new_till, shop):
    assert not scenarios.french_without_stored_translations(new_till, shop)


def test_stock_shows_a_second_user_the_name_of_the_first(till, shop):
    assert scenarios.name_of_a_second_user(till, shop) == "Mitchell Admin"


def test_stock_does_not_open_once_its_local_storage_was_lost(till, shop):
    scenarios.visit_twice(till, shop)
    assert not scenarios.opens_without_local_storage(till, shop)


def test_stock_does_not_open_once_an_opening_was_cut_after_a_closed_register(till, shop):
    scenarios.visit_twice(till, shop)
    mornings.close_in_the_evening(till, shop)
    mode, options = mornings.DATA_502
    assert not mornings.open_in_the_morning(till, shop, mode, **options)
    shop.unplug()
    till.reload()
    assert not till.opens(scenarios.OPEN_SECONDS)
