# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OTHER_TOKEN, MonitorCase


@tagged("post_install", "-at_install")
class TestClosing(MonitorCase):
    """A register is not closed over what another till has told of, unless a manager says why."""

    def ask(self, user=None, device="9"):
        """Return what the till that would close is told."""
        session = self.session.with_user(user or self.plain)
        return session.with_context(device_identifier=device).get_unsent_tills()

    def close(self, user=None, device="9"):
        """Close the register from a till; return the answer."""
        session = self.session.with_user(user or self.plain)
        return session.with_context(device_identifier=device).close_session_from_ui()

    def test_nobody_is_in_the_way_of_tills_that_have_sent_all(self):
        self.report()
        self.assertEqual(self.ask(), [])
        self.close()
        self.assertEqual(self.session.state, "closed")

    def test_other_till_that_has_orders_is_named_with_count_and_age(self):
        self.report(waiting=self.waiting(count=3, age=1200))
        told = {"device": "7", "count": 3, "minutes": 20, "silent": 0}
        self.assertEqual(self.ask(), [told])
        answer = self.close()
        self.assertFalse(answer["successful"])
        self.assertFalse(answer["redirect"])
        for part in ("Till 7", "have: 3", "20 minutes"):
            self.assertIn(part, answer["message"])
        self.assertEqual(self.session.state, "opened")

    def test_till_is_not_in_its_own_way(self):
        self.report(waiting=self.waiting(count=3))
        self.assertEqual(self.ask(device="7"), [])

    def test_what_is_no_order_is_not_in_the_way(self):
        self.report(waiting=self.waiting(count=3, name="outbox"))
        self.assertEqual(self.ask(), [])

    def test_silent_till_is_told_and_not_in_the_way(self):
        self.report()
        self.pass_time(minutes=30)
        told = {"device": "7", "count": 0, "minutes": 0, "silent": 30}
        self.assertEqual(self.ask(), [told])
        self.close()
        self.assertEqual(self.session.state, "closed")

    def test_till_of_another_session_or_shop_is_not_asked(self):
        self.report(waiting=self.waiting(count=3))
        self.session.sudo().state = "closed"
        self.session = self.open_session(self.shop)
        self.assertEqual(self.ask(), [])

    def test_manager_closes_without_it_and_the_reason_is_kept(self):
        self.report(waiting=self.waiting(count=2, age=600))
        mine = self.session.with_user(self.manager)
        mine.close_without_tills("  The tablet was stolen ")
        self.assertEqual(mine.offline_close_reason, "The tablet was stolen")
        body = self.session.message_ids[0].body
        for part in ("The tablet was stolen", "Till 7", "have: 2"):
            self.assertIn(part, body)
        self.assertEqual(self.ask(), [])
        self.close()
        self.assertEqual(self.session.state, "closed")

    def test_cashier_cannot_close_without_it(self):
        self.report(waiting=self.waiting(count=2))
        mine = self.session.with_user(self.cashier)
        with self.assertRaises(AccessError):
            mine.close_without_tills("I want to go home")
        with self.assertRaises(AccessError):
            mine.write({"offline_close_reason": "I want to go home"})
        self.assertFalse(self.close(user=self.cashier)["successful"])

    def test_no_reason_is_no_way(self):
        self.report(waiting=self.waiting(count=2))
        for reason in ("", "   ", None, 5, ["x"]):
            with self.subTest(reason), self.assertRaises(UserError):
                self.session.with_user(self.manager).close_without_tills(reason)

    def test_user_of_another_company_is_told_nothing(self):
        _shop, foreigner = self.make_foreign_shop()
        self.report(waiting=self.waiting(count=2))
        with self.assertRaises(AccessError):
            self.ask(user=foreigner)

    def test_each_till_is_told(self):
        self.report(waiting=self.waiting(count=2))
        self.report(device="8", token=OTHER_TOKEN, waiting=self.waiting(count=1))
        self.assertEqual([till["device"] for till in self.ask()], ["7", "8"])
