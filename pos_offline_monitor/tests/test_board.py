# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import Form, tagged

from .common import MonitorCase


@tagged("post_install", "-at_install")
class TestBoard(MonitorCase):
    def assertState(self, state):
        """The till has this state, and is found by this filter and by no other."""
        till = self.get_till()
        till.invalidate_recordset()
        self.assertEqual(till.state, state)
        names = [name for name, _label in till._fields["state"].selection]
        found = [
            name
            for name in names
            if till in self.env["pos.offline.device"].search([("state", "=", name)])
        ]
        self.assertEqual(found, [state])
        others = self.env["pos.offline.device"].search([("state", "!=", state)])
        self.assertNotIn(till, others)

    def test_a_till_that_reports_is_fine(self):
        self.report()
        self.assertState("green")

    def test_a_till_that_does_not_report_is_silent_as_soon_as_its_company_says(self):
        self.report()
        self.pass_time(minutes=2, seconds=50)
        self.assertState("green")
        self.pass_time(seconds=20)
        self.assertState("silent")
        self.rules.silent_minutes = 10
        self.assertState("green")

    def test_a_company_without_that_alert_has_silent_tills_on_the_board(self):
        self.rules.silent_minutes = 0
        self.report()
        self.pass_time(minutes=4)
        self.assertState("silent")

    def test_what_waits_makes_a_till_late_and_then_stuck(self):
        self.report(waiting=self.waiting(age=60))
        self.assertState("green")
        self.pass_time(seconds=90)
        self.assertState("late")
        self.pass_time(minutes=1)
        self.report(waiting=self.waiting(age=16 * 60))
        self.assertState("stuck")

    def test_one_refused_sale_makes_a_till_stuck_at_once(self):
        self.report(waiting=self.waiting(failed=1, age=1))
        self.assertState("stuck")

    def test_a_till_that_would_not_get_through_an_outage_is_not_ready(self):
        self.report(ready=False, reasons=["copy_incomplete"])
        self.assertState("not_ready")
        self.pass_time(minutes=1)
        self.report(ready=None)
        self.assertState("green")

    def test_a_till_whose_session_is_closed_may_be_silent_but_not_keep_sales(self):
        self.report(ready=False)
        self.session.state = "closed"
        self.pass_time(hours=1)
        self.assertState("closed")
        self.report(waiting=self.waiting(failed=1))
        self.assertState("stuck")

    def test_the_board_opens_for_a_manager(self):
        self.report(waiting=self.waiting())
        tills = self.get_till().with_user(self.manager)
        for view in ("kanban", "list", "form", "search"):
            self.assertTrue(tills.get_view(view_type=view)["arch"])
        with Form(tills) as form:
            self.assertEqual(form.waiting_count, 1)

    def test_a_company_that_has_no_rules_has_the_usual_ones(self):
        self.rules.unlink()
        self.report()
        self.pass_time(minutes=3, seconds=10)
        self.assertState("silent")

    def test_the_settings_page_switches_the_reports_of_a_shop_off(self):
        settings = Form(self.env["res.config.settings"].with_context(pos_config_id=self.shop.id))
        settings.pos_config_id = self.shop
        settings.pos_offline_monitor_enabled = False
        settings.save().execute()
        self.assertFalse(self.shop.offline_monitor_enabled)
