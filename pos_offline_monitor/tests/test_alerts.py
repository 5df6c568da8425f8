# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.pos_offline_alert import KINDS
from ..models.pos_offline_alert_rule import LIMITS
from ..tools.alert_rules import RULES
from .common import MonitorCase


@tagged("post_install", "-at_install")
class TestAlerts(MonitorCase):
    def report_later(self, **values):
        """Report a minute after the last one."""
        self.pass_time(minutes=1)
        return self.report(**values)

    def get_open(self):
        """Return the kinds of the till's open alerts."""
        self.env.invalidate_all()
        return set(self.get_till().alert_ids.filtered("is_open").mapped("kind"))

    def test_each_rule_has_a_name_and_a_limit(self):
        self.assertEqual([rule.kind for rule in RULES], [kind for kind, _label in KINDS])
        for rule in RULES:
            self.assertIn(rule.limit, LIMITS)
        self.assertEqual(len(LIMITS), len(RULES))

    def test_a_till_that_is_well_has_no_alert(self):
        self.report(sale={"reference": "x", "age": 1})
        self.assertFalse(self.get_till().alert_ids)
        self.assertFalse(self.get_till().activity_ids)

    def test_a_refused_sale_is_one_activity_until_it_is_solved(self):
        for _each in range(3):
            self.report_later(waiting=self.waiting(failed=1))
        self.assertEqual(self.get_open(), {"failed"})
        (activity,) = self.get_till().activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn("Offline Shop, till 7", activity.summary)
        self.report_later()
        self.assertFalse(self.get_till().activity_ids)
        (alert,) = self.get_till().alert_ids
        self.assertEqual(alert.ended_at, self.time, "the history says when it was over")
        self.report_later(waiting=self.waiting(failed=1))
        self.assertEqual(len(self.get_till().alert_ids), 2, "the next one is a problem of its own")

    def test_a_silent_till_is_found_by_the_clock_and_closes_when_it_reports(self):
        self.report()
        self.pass_time(minutes=2)
        self.run_cron()
        self.assertFalse(self.get_open())
        self.pass_time(minutes=2)
        self.assertEqual(self.run_cron(), 1)
        self.assertEqual(self.run_cron(), 0, "nothing is written where nothing is new")
        self.assertEqual(self.get_open(), {"silent"})
        self.assertEqual(len(self.get_till().activity_ids), 1)
        self.report()
        self.assertFalse(self.get_open())

    def test_a_silent_till_whose_session_is_closed_is_no_problem_any_more(self):
        self.report()
        self.pass_time(minutes=5)
        self.run_cron()
        self.assertEqual(self.get_open(), {"silent"})
        self.session.state = "closed"
        self.run_cron()
        self.assertFalse(self.get_open())

    def test_each_kind_is_found_and_closes_itself(self):
        cases = {
            "waiting_age": {"waiting": self.waiting(age=31 * 60)},
            "waiting_count": {"waiting": self.waiting(count=60)},
            "storage": {"storage": {"used": 95, "quota": 100, "persisted": True}},
        }
        for kind, values in cases.items():
            with self.subTest(kind):
                self.report_later(**values)
                self.assertEqual(self.get_open(), {kind})
                self.report_later()
                self.assertFalse(self.get_open())

    def test_a_clock_that_is_wrong_is_found_in_either_direction(self):
        for minutes in (-6, 6):
            self.pass_time(minutes=1)
            now = self.make_report()["now"] + minutes * 60_000
            self.report(now=now)
            self.assertEqual(self.get_open(), {"clock"})
            self.report_later()
            self.assertFalse(self.get_open())

    def test_a_till_that_is_not_ready_has_some_time_to_become_so(self):
        for _each in range(10):
            self.report_later(ready=False, reasons=["copy_preparing"])
        self.assertFalse(self.get_open())
        for _each in range(6):
            self.report_later(ready=False, reasons=["copy_preparing"])
        self.assertEqual(self.get_open(), {"not_ready"})
        self.report_later()
        self.assertFalse(self.get_open())

    def test_a_number_at_its_limit_makes_no_alerts_that_come_and_go(self):
        for count in (50, 49, 50, 48, 50):
            self.report_later(waiting=self.waiting(count=count))
        self.assertEqual(len(self.get_till().alert_ids), 1)
        self.report_later(waiting=self.waiting(count=45))
        self.assertFalse(self.get_open())

    def test_zero_switches_a_rule_off(self):
        self.rules.failed_count = 0
        self.report(waiting=self.waiting(failed=5))
        self.assertFalse(self.get_open())

    def test_a_manager_who_has_seen_to_it_is_not_asked_again(self):
        self.report(waiting=self.waiting(failed=1))
        self.get_till().activity_ids.with_user(self.manager).action_feedback(feedback="On my way")
        self.report_later(waiting=self.waiting(failed=1))
        self.assertFalse(self.get_till().activity_ids)
        self.assertEqual(self.get_open(), {"failed"})
        self.report_later()
        self.assertFalse(self.get_open())

    def test_who_cannot_see_the_till_is_not_told_and_somebody_else_is(self):
        self.rules.user_id = self.plain
        self.report(waiting=self.waiting(failed=1))
        user = self.get_till().activity_ids.user_id
        self.assertTrue(user.has_group("point_of_sale.group_pos_manager"))

    def test_a_rule_that_fails_costs_no_report(self):
        alerts = self.env.registry["pos.offline.alert"]
        with (
            patch.object(alerts, "_find_changes", side_effect=ValueError),
            mute_logger("odoo.addons.pos_offline_monitor.models.pos_offline_alert"),
        ):
            self.assertEqual(self.report()["status"], "kept")

    def test_a_company_whose_rules_fail_stops_no_other(self):
        shop, user = self.make_foreign_shop()
        session = self.open_session(shop)
        self.report()
        answer = self.report(config=shop.with_user(user), session=session.id)
        self.assertEqual(answer["status"], "kept")
        self.pass_time(minutes=5)
        rules = self.env.registry["pos.offline.alert.rule"]
        usual, failing = rules._get_limits, self.shop.company_id.id

        def get_limits(model, company_id):
            if company_id == failing:
                raise ValueError
            return usual(model, company_id)

        with (
            patch.object(rules, "_get_limits", get_limits),
            mute_logger("odoo.addons.pos_offline_monitor.models.pos_offline_alert"),
        ):
            self.run_cron()
        self.assertFalse(self.get_open())
        self.assertEqual(self.get_till(shop=shop).alert_ids.mapped("kind"), ["silent"])
        self.run_cron()
        self.assertEqual(self.get_open(), {"silent"}, "and it is looked at again")

    def test_limits_out_of_bounds_are_refused(self):
        for name, value in (("silent_minutes", -1), ("storage_percent", 101)):
            with self.assertRaisesRegex(ValidationError, "Choose"):
                self.rules[name] = value

    def test_a_company_without_rules_of_its_own_has_the_usual_ones(self):
        self.rules.unlink()
        self.report(waiting=self.waiting(failed=1))
        self.assertEqual(self.get_open(), {"failed"})
        self.assertTrue(self.get_till().activity_ids)

    def test_a_manager_fills_the_form_of_the_rules_with_the_usual_ones_in_it(self):
        self.rules.unlink()
        with Form(self.env["pos.offline.alert.rule"].with_user(self.manager)) as form:
            self.assertEqual((form.silent_minutes, form.failed_count), (3, 1))
            form.silent_minutes = 7
        rules = self.env["pos.offline.alert.rule"]._get_rules(self.shop.company_id)
        self.assertEqual(rules.silent_minutes, 7)
