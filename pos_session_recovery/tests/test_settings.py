# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestSettings(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.env["pos.config"].create({"name": "Recovery Shop"})
        groups = "base.group_user,point_of_sale.group_pos_"
        cls.cashier = new_test_user(cls.env, login="recovery_cashier", groups=f"{groups}user")
        cls.manager = new_test_user(cls.env, login="recovery_manager", groups=f"{groups}manager")

    def test_new_shop_needs_no_configuration(self):
        self.assertTrue(self.config.session_recovery_enabled)
        self.assertEqual(self.config.session_recovery_mode, "auto")
        self.assertEqual(self.config.session_recovery_hours, 24)
        self.assertEqual(self.config.session_recovery_list_hours, 72)
        self.assertEqual(self.config.session_recovery_kept, 20)

    def test_settings_page_changes_the_chosen_shop_only(self):
        other = self.env["pos.config"].create({"name": "Other Recovery Shop"})
        settings = Form(self.env["res.config.settings"].with_context(pos_config_id=self.config.id))
        settings.pos_config_id = self.config
        settings.pos_session_recovery_mode = "ask"
        settings.pos_session_recovery_hours = 8
        settings.pos_session_recovery_list_hours = 10
        settings.pos_session_recovery_kept = 5
        settings.save().execute()
        self.assertEqual(self.config.session_recovery_mode, "ask")
        self.assertEqual(self.config.session_recovery_hours, 8)
        self.assertEqual(self.config.session_recovery_list_hours, 10)
        self.assertEqual(self.config.session_recovery_kept, 5)
        self.assertEqual(other.session_recovery_mode, "auto")

    def test_recovery_can_be_switched_off_for_one_shop(self):
        settings = Form(self.env["res.config.settings"].with_context(pos_config_id=self.config.id))
        settings.pos_config_id = self.config
        settings.pos_session_recovery_enabled = False
        settings.save().execute()
        self.assertFalse(self.config.session_recovery_enabled)

    def test_hours_out_of_bounds_are_refused_with_the_bounds(self):
        for hours in (0, -1, 745):
            with self.assertRaisesRegex(ValidationError, "between 1 and 744"):
                self.config.session_recovery_hours = hours

    def test_hours_of_the_list_out_of_bounds_are_refused_with_the_bounds(self):
        for hours in (0, -1, 745):
            with self.assertRaisesRegex(ValidationError, "1 and 744 hours for the recovery list"):
                self.config.session_recovery_list_hours = hours

    def test_a_list_of_no_or_of_very_many_orders_is_refused(self):
        for kept in (0, -1, 201):
            with self.assertRaisesRegex(ValidationError, "between 1 and 200"):
                self.config.session_recovery_kept = kept

    def test_bounds_themselves_are_allowed(self):
        self.config.write({"session_recovery_hours": 744, "session_recovery_kept": 200})
        self.config.write({"session_recovery_hours": 1, "session_recovery_kept": 1})
        self.assertEqual(self.config.session_recovery_kept, 1)

    def test_a_till_gets_the_settings_of_its_shop(self):
        data = self.config._load_pos_data_read(self.config, self.config)[0]
        self.assertTrue(data["session_recovery_enabled"])
        self.assertEqual(data["session_recovery_mode"], "auto")
        self.assertEqual(data["session_recovery_hours"], 24)
        self.assertEqual(data["session_recovery_list_hours"], 72)
        self.assertEqual(data["session_recovery_kept"], 20)

    def test_manager_of_the_shops_may_change_the_settings(self):
        self.config.with_user(self.manager).session_recovery_mode = "ask"
        self.assertEqual(self.config.session_recovery_mode, "ask")

    def test_cashier_may_not_change_the_settings(self):
        with self.assertRaisesRegex(AccessError, "Ask a manager"):
            self.config.with_user(self.cashier).session_recovery_enabled = False
        self.assertTrue(self.config.session_recovery_enabled)

    def test_copy_of_a_shop_keeps_its_settings(self):
        self.config.session_recovery_mode = "ask"
        self.assertEqual(self.config.copy().session_recovery_mode, "ask")
