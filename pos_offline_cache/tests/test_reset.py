# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestReset(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.env["pos.config"].create({"name": "Reset Shop"})
        cls.cashier = new_test_user(
            cls.env, login="reset_cashier", groups="base.group_user,point_of_sale.group_pos_user"
        )
        cls.manager = new_test_user(
            cls.env, login="reset_manager", groups="base.group_user,point_of_sale.group_pos_manager"
        )

    def test_manager_resets_a_till_and_the_till_is_told(self):
        with patch.object(self.env.registry["bus.bus"], "_sendone") as sent:
            action = self.config.with_user(self.manager).action_reset_offline_caches()
        self.assertGreater(self.config.offline_cache_epoch, 0)
        self.assertEqual(action["tag"], "display_notification")
        names = [call.args[-2] for call in sent.call_args_list]
        self.assertIn(f"{self.config.access_token}-OFFLINE_CACHE_RESET", names)

    def test_each_reset_has_a_higher_number(self):
        config = self.config.with_user(self.manager)
        config.action_reset_offline_caches()
        first = config.offline_cache_epoch
        config.action_reset_offline_caches()
        self.assertGreater(config.offline_cache_epoch, first)

    def test_reset_after_the_server_was_put_back_has_a_number_that_no_till_knows(self):
        config = self.config.with_user(self.manager)
        config.action_reset_offline_caches()
        known = config.offline_cache_epoch
        self.config.offline_cache_epoch = 0
        with freeze_time(datetime.now() + timedelta(minutes=2)):
            config.action_reset_offline_caches()
        self.assertGreater(config.offline_cache_epoch, known)

    def test_nobody_but_the_server_sets_the_number(self):
        for user in (self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.config.with_user(user).offline_cache_epoch = 2**31 - 1

    def test_cashier_cannot_reset(self):
        with self.assertRaises(AccessError):
            self.config.with_user(self.cashier).action_reset_offline_caches()
        self.assertEqual(self.config.offline_cache_epoch, 0)

    def test_reset_of_all_tills_stays_within_the_managers_companies(self):
        other_company = self.env["res.company"].create({"name": "Other Company"})
        template = self.env["account.chart.template"]
        template.try_loading("generic_coa", other_company, install_demo=False)
        other = self.env["pos.config"].with_company(other_company).create({"name": "Other Shop"})
        self.env["pos.config"].with_user(self.manager).action_reset_all_offline_caches()
        self.assertGreater(self.config.offline_cache_epoch, 0)
        self.assertEqual(other.offline_cache_epoch, 0)

    def test_copy_of_a_shop_starts_without_resets(self):
        self.config.with_user(self.manager).action_reset_offline_caches()
        self.assertEqual(self.config.copy().offline_cache_epoch, 0)
