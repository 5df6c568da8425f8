"""Managers see on the board what a till does: before an outage, during it, and after it.

There is no stock control: Odoo keeps nothing of a till that a manager could look at.
"""

import time

import pytest

from tests.e2e import scenarios
from tests.till import unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

FIELDS = ["state", "waiting_count", "failed_count", "failure_note", "last_sale", "ready"]
SILENT_AFTER = 1  # minutes, the least that a company can say
A_MINUTE_AND_MORE = 100


class Board:
    """What the server says of the shop's one till, asked past the line."""

    def __init__(self, shop):
        self.shop = shop

    def clear(self):
        """Forget the tills of other tests: copies of one browser have the same number."""
        tills = self.shop.rpc("pos.offline.device", "search", [])
        self.shop.rpc("pos.offline.device", "unlink", tills)

    def read(self):
        """Return the till, `{}` where none has reported."""
        tills = self.shop.rpc("pos.offline.device", "search_read", [], FIELDS)
        return tills[0] if tills else {}

    def wait(self, timeout=30, **wanted):
        """Wait until the board says all of `wanted`; return the till."""
        seen = {}

        def is_there():
            seen.update(self.read())
            return wanted.items() <= seen.items()

        try:
            wait_until(is_there, timeout, f"on the board: {wanted}", every=0.5)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; it says {seen}") from None
        return seen

    def run_rules(self):
        """Run the rules as each minute: a server of tests has no clock of its own."""
        cron = self.shop.rpc("ir.cron", "search", [["cron_name", "like", "tills with a problem"]])
        self.shop.rpc("ir.cron", "method_direct_trigger", cron)

    def alerts(self, **wanted):
        """Return the kinds of the alerts, the open ones with `is_open=True`."""
        domain = [[name, "=", value] for name, value in wanted.items()]
        found = self.shop.rpc("pos.offline.alert", "search_read", domain, ["kind"])
        return [alert["kind"] for alert in found]

    def wait_solved(self):
        """Wait until nothing is open any more, and nobody is asked to look at anything."""
        wait_until(lambda: not self.alerts(is_open=True), 30, "no open alert")
        wait_until(lambda: not self.activities(), 30, "nothing asked of managers")

    def activities(self):
        """Return the summaries of what managers are asked to look at."""
        domain = [["res_model", "=", "pos.offline.device"]]
        found = self.shop.rpc("mail.activity", "search_read", domain, ["summary"])
        return [activity["summary"] for activity in found]


@pytest.fixture
def board(shop):
    """The shop's board, without what other tests have left on it."""
    rules = shop.rpc("pos.offline.alert.rule", "search", [])
    shop.rpc("pos.offline.alert.rule", "unlink", rules)
    shop.rpc("pos.offline.alert.rule", "create", [{"silent_minutes": SILENT_AFTER}])
    board = Board(shop)
    board.clear()
    return board


@pytest.fixture
def reporting_till(till, shop, board):
    """A till at its product screen that the board calls fine."""
    scenarios.visit_once(till, shop)
    board.wait(state="green", ready="yes", waiting_count=0)
    return till


def test_the_board_tells_of_an_outage_before_during_and_after_it(reporting_till, shop, board):
    assert board.activities() == []
    shop.line.mode("refuse")
    unsent.wait_shown(reporting_till, line="offline")
    offline_since = time.monotonic()
    order = unsent.sell_unsent(reporting_till, PRODUCT)
    board.wait(timeout=A_MINUTE_AND_MORE, state="silent")
    board.run_rules()
    assert board.alerts(is_open=True) == ["silent"]
    (summary,) = board.activities()
    assert "Does not report while its session is open" in summary

    lasted = (time.monotonic() - offline_since) / 60
    shop.plug()
    board.wait(state="green", waiting_count=0, last_sale=order["reference"])
    assert len(shop.wait_paid(order["uuid"])) == 1
    board.wait_solved()
    assert board.alerts(is_open=False) == ["silent"]
    (outage,) = wait_until(lambda: _outages(shop), 30, "the outage on the board")
    assert lasted <= outage["minutes"] <= lasted + 1
    assert outage["layer"] == "refused"


def _outages(shop):
    return shop.rpc("pos.offline.outage", "search_read", [], ["minutes", "layer"])


def test_a_refused_sale_is_on_the_board_with_its_cause_within_seconds(reporting_till, shop, board):
    lift = unsent.sell_refused(reporting_till, shop, PRODUCT)
    unsent.wait_shown(reporting_till, failed=1)
    said = board.wait(timeout=10, state="stuck", failed_count=1)
    assert said["failure_note"] == "Right missing: 1"
    assert board.alerts(is_open=True) == ["failed"]
    assert len(board.activities()) == 1
    lift()
    reporting_till.page.click(f"{unsent.PANEL} li button")
    unsent.wait_shown(reporting_till, pending=0)
    board.wait(timeout=10, state="green", failed_count=0)
    board.wait_solved()


def test_the_card_on_the_dashboard_says_it_and_a_tap_opens_the_board(reporting_till, shop, board):
    page = reporting_till.page.context.new_page()
    # Odoo makes the backend's styles and scripts at the first visit.
    page.goto(f"{shop.origin}/odoo/point-of-sale", timeout=120_000)
    cards = page.locator(".o_pos_offline_tills")
    cards.first.wait_for(timeout=60_000)
    assert cards.all_inner_texts() == ["Tills are fine"]
    cards.click()
    page.locator(".o_kanban_record", has_text="Last report").wait_for()
    assert page.locator(".o_kanban_record", has_text="Last report").count() == 1
