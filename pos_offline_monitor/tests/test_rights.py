# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import MonitorCase

MODELS = ["pos.offline.device", "pos.offline.outage", "pos.offline.hour", "pos.offline.alert"]


@tagged("post_install", "-at_install")
class TestRights(MonitorCase):
    def setUp(self):
        super().setUp()
        outage = {"id": 1, "begin": 600, "end": 300, "layer": "network"}
        self.report(waiting=self.waiting(failed=1), outages=[outage])

    def count(self, user, **context):
        """Return how many rows of each table of the monitor a user sees."""
        env = self.env(user=user, context=context)
        return [env[name].search_count([]) for name in MODELS]

    def test_a_manager_sees_the_tills_of_their_companies(self):
        till = self.get_till()
        rows = [1, 1, len(till.hour_ids), len(till.alert_ids)]
        self.assertEqual(self.count(self.manager), rows)
        self.assertTrue(all(rows))

    def test_a_manager_of_another_company_sees_nothing_and_a_till_of_it_is_not_theirs(self):
        shop, cashier = self.make_foreign_shop()
        manager = new_test_user(
            self.env,
            "foreign_manager",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=shop.company_id.id,
            company_ids=[shop.company_id.id],
        )
        self.assertEqual(self.count(manager), [0, 0, 0, 0])
        self.session = self.open_session(shop)
        self.assertEqual(self.report(shop.with_user(cashier))["status"], "kept")
        self.assertEqual(self.count(manager)[0], 1)
        self.assertEqual(self.get_till(shop=shop).company_id, shop.company_id)
        self.assertNotIn(
            shop, self.env(user=self.manager)["pos.offline.device"].search([]).config_id
        )

    def test_a_user_of_another_company_cannot_report_here(self):
        _shop, cashier = self.make_foreign_shop()
        with self.assertRaises(AccessError):
            self.report(self.shop.with_user(cashier))

    def test_a_cashier_sees_their_own_till_and_no_other(self):
        self.assertEqual(self.count(self.cashier)[0], 1)
        self.assertEqual(self.count(self.plain), [0, 0, 0, 0])

    def test_who_does_not_use_the_point_of_sale_sees_and_reports_nothing(self):
        for groups in ("base.group_user", "base.group_portal"):
            user = new_test_user(self.env, f"no_{groups}", groups=groups)
            with self.assertRaises(AccessError):
                self.report(self.shop.with_user(user))
            for name in MODELS:
                with self.assertRaises(AccessError):
                    self.env(user=user)[name].search([])

    def test_nobody_writes_what_tills_have_said(self):
        for name in MODELS:
            rows = self.env[name].search([], limit=1)
            for user in (self.cashier, self.manager):
                for operation in ("write", "create"):
                    self.assertFalse(rows.with_user(user).has_access(operation), (name, user.login))

    def test_a_manager_removes_a_till_that_is_gone_and_a_cashier_does_not(self):
        till = self.get_till()
        with self.assertRaises(AccessError):
            till.with_user(self.cashier).unlink()
        with self.assertRaises(AccessError):
            till.with_user(self.cashier).action_forget_token()
        till.with_user(self.manager).unlink()
        self.assertFalse(till.exists())

    def test_rules_are_for_the_managers_of_the_company(self):
        with self.assertRaises(AccessError):
            self.rules.with_user(self.cashier).read(["silent_minutes"])
        self.rules.with_user(self.manager).silent_minutes = 4
        shop, _cashier = self.make_foreign_shop()
        foreign = self.env["pos.offline.alert.rule"].create({"company_id": shop.company_id.id})
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).silent_minutes = 4

    def test_a_cashier_does_not_switch_the_reports_off(self):
        with self.assertRaises(AccessError):
            self.config.offline_monitor_enabled = False

    def test_the_callers_context_changes_nothing_that_is_kept(self):
        self.pass_time(minutes=1)
        self.report(
            self.config.with_context(default_failed_count=5, default_device="8"), device="9"
        )
        self.assertEqual(self.get_till("9").failed_count, 0)
