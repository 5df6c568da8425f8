# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from .common import MonitorCase

# The register; the till, its lock and its row; its hour, its open alerts, its session's state.
ORDINARY_QUERIES = 7


@tagged("post_install", "-at_install")
class TestCost(MonitorCase):
    """Five hundred tills report each minute: what one report costs is a promise."""

    def count_queries(self, **values):
        """Report a minute later, as a request of its own; return how many queries it took."""
        self.pass_time(minutes=1)
        report = self.make_report(**values)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.config.report_offline_till(report)["status"], "kept")
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_an_ordinary_report_takes_few_queries(self):
        self.report()
        self.count_queries()
        self.assertLessEqual(self.count_queries(), ORDINARY_QUERIES)

    def test_a_report_costs_no_more_with_a_long_history(self):
        self.report()
        before = self.count_queries()
        till = self.get_till()
        for number in range(30):
            self.env["pos.offline.hour"]._add_offline(
                till, self.time.replace(day=3, hour=number % 20), self.time.replace(day=3, hour=23)
            )
        self.assertLessEqual(self.count_queries(), before)

    def test_a_problem_that_stays_as_it_is_takes_no_more(self):
        refused = {"waiting": self.waiting(failed=1), "failures": {"rights": 1}}
        self.report(**refused)
        self.count_queries(**refused)
        self.assertLessEqual(self.count_queries(**refused), ORDINARY_QUERIES)
