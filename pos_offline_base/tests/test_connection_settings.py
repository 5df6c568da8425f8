# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestConnectionSettings(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.env["pos.config"].create({"name": "Connection Shop"})

    def test_new_shop_waits_three_seconds_for_the_server(self):
        self.assertEqual(self.config.offline_deadline, 3.0)

    def test_settings_page_changes_the_deadline_of_the_chosen_shop_only(self):
        other = self.env["pos.config"].create({"name": "Other Connection Shop"})
        settings = Form(self.env["res.config.settings"].with_context(pos_config_id=self.config.id))
        settings.pos_config_id = self.config
        settings.pos_offline_deadline = 5
        settings.save().execute()
        self.assertEqual(self.config.offline_deadline, 5.0)
        self.assertEqual(other.offline_deadline, 3.0)

    def test_deadline_out_of_bounds_is_refused_with_the_bounds(self):
        for deadline in (0, 0.9, 31, -1):
            with self.assertRaisesRegex(ValidationError, "between 1 and 30"):
                self.config.offline_deadline = deadline

    def test_bounds_themselves_can_be_chosen(self):
        for deadline in (1, 30):
            self.config.offline_deadline = deadline
            self.assertEqual(self.config.offline_deadline, deadline)

    def test_till_of_a_plain_user_is_told_the_deadline(self):
        user = new_test_user(
            self.env, "deadline_cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        config = self.config.with_user(user)
        data = config._load_pos_data_read(config, config)
        self.assertEqual(data[0]["offline_deadline"], 3.0)
