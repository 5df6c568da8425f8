# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import datetime

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..tools.quiet_hours import is_quiet
from .common import MonitorCase


@tagged("post_install", "-at_install")
class TestQuietHours(MonitorCase):
    """Nobody is woken for a till, and nobody has to ask in the morning."""

    def setUp(self):
        super().setUp()
        self.manager.write({"tz": "Europe/Paris", "email": "ann@example.com"})
        # It is a quarter past ten by UTC, an hour later in Paris.
        self.rules.write({"quiet_from": 11, "quiet_to": 11.5})
        self.refused = {"waiting": self.waiting(failed=1)}

    def test_hours_may_lie_on_two_days(self):
        cases = [
            (22, 6, {21.9: False, 22: True, 23.9: True, 0: True, 5.9: True, 6: False}),
            (9, 17.5, {8.9: False, 9: True, 17.4: True, 17.5: False}),
            (0, 0, {0: False, 12: False}),
        ]
        for start, end, hours in cases:
            for hour, expected in hours.items():
                with self.subTest(start=start, end=end, hour=hour):
                    local = datetime(2026, 3, 4, int(hour), round(hour % 1 * 60))
                    self.assertEqual(is_quiet(local, start, end), expected)

    def test_nobody_is_told_in_them_and_afterwards_once(self):
        self.report(**self.refused)
        (alert,) = self.get_till().alert_ids
        self.assertTrue(alert.is_open, "it is on the board all the same")
        self.assertFalse(self.get_till().activity_ids)
        self.pass_time(minutes=14)
        self.run_cron()
        self.assertFalse(self.get_till().activity_ids)
        self.pass_time(minutes=1)
        self.run_cron()
        self.assertEqual(self.get_till().activity_ids.user_id, self.manager)
        self.run_cron()
        self.report(**self.refused)
        self.assertEqual(len(self.get_till().activity_ids), 1)

    def test_the_tills_own_report_tells_of_it_too_once_they_are_over(self):
        self.report(**self.refused)
        self.pass_time(minutes=20)
        self.report(**self.refused)
        self.assertEqual(len(self.get_till().activity_ids), 1)

    def test_what_is_over_before_they_are_is_in_the_history_alone(self):
        self.report(**self.refused)
        self.pass_time(minutes=5)
        self.report()
        self.pass_time(minutes=20)
        self.report()
        self.assertFalse(self.get_till().activity_ids)
        self.assertEqual(self.get_till().alert_ids.mapped("is_told"), [False])

    def test_they_are_in_the_time_zone_of_who_is_told(self):
        self.manager.tz = "UTC"
        self.report(**self.refused)
        self.assertEqual(len(self.get_till().activity_ids), 1)

    def test_hours_that_no_day_has_are_refused(self):
        for hour in (-1, 24):
            with self.assertRaisesRegex(ValidationError, "quiet hours"):
                self.rules.quiet_from = hour

    def test_an_email_and_a_message_come_once_where_they_are_wanted(self):
        self.rules.write({"quiet_to": 11, "is_emailed": True, "is_messaged": True})
        for _each in range(2):
            self.report(**self.refused)
            self.pass_time(minutes=1)
        (mail,) = self.env["mail.mail"].sudo().search([("email_to", "ilike", "ann@example.com")])
        self.assertIn("Offline Shop, till 7", mail.subject)
        self.assertIn("res_id=", mail.body_html)
        (message,) = self.find_messages()
        self.assertIn("Offline Shop, till 7", message.body)

    def test_nothing_but_the_activity_comes_where_nothing_else_is_wanted(self):
        self.rules.quiet_to = 11
        self.report(**self.refused)
        self.assertEqual(len(self.get_till().activity_ids), 1)
        mails = self.env["mail.mail"].sudo()
        self.assertFalse(mails.search([("email_to", "ilike", "ann@example.com")]))
        self.assertFalse(self.find_messages())

    def find_messages(self):
        """Return what was written to the manager in Discuss."""
        domain = [("model", "=", "discuss.channel"), ("body", "ilike", "till 7")]
        return self.env["mail.message"].sudo().search(domain)
