# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import ValidationError
from odoo.tests import Form, TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestSettings(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.env["pos.config"].create({"name": "Settings Shop"})

    def test_new_shop_needs_no_configuration(self):
        self.assertTrue(self.config.offline_cache_enabled)
        self.assertEqual(self.config.offline_cache_deadline, 3.0)
        self.assertEqual(self.config.offline_cache_max_days, 7)
        self.assertEqual(self.config.offline_cache_image_limit, 5000)
        self.assertEqual(self.config.offline_cache_image_megabytes, 200)

    def test_settings_page_changes_the_chosen_shop_only(self):
        other = self.env["pos.config"].create({"name": "Other Settings Shop"})
        settings = Form(self.env["res.config.settings"].with_context(pos_config_id=self.config.id))
        settings.pos_config_id = self.config
        settings.pos_offline_cache_deadline = 1.5
        settings.pos_offline_cache_max_days = 3
        settings.pos_offline_cache_enabled = False
        settings.save().execute()
        self.assertEqual(self.config.offline_cache_deadline, 1.5)
        self.assertEqual(self.config.offline_cache_max_days, 3)
        self.assertEqual(other.offline_cache_max_days, 7)
        self.assertFalse(self.config.offline_cache_enabled)
        self.assertTrue(other.offline_cache_enabled)

    def test_deadline_out_of_bounds_is_refused_with_the_bounds(self):
        for deadline in (0, 0.4, 31, -1):
            with self.assertRaisesRegex(ValidationError, "between 0.5 and 30"):
                self.config.offline_cache_deadline = deadline

    def test_age_of_the_stored_page_is_bounded_and_may_be_none(self):
        for days in (-1, 366):
            with self.assertRaisesRegex(ValidationError, "between 1 and 365"):
                self.config.offline_cache_max_days = days
        self.config.offline_cache_max_days = 0
        self.assertEqual(self.config.offline_cache_max_days, 0)

    def test_negative_bounds_for_pictures_are_refused(self):
        for field in ("offline_cache_image_limit", "offline_cache_image_megabytes"):
            with self.assertRaisesRegex(ValidationError, "cannot be negative"):
                self.config[field] = -1

    def test_no_pictures_at_all_can_be_chosen(self):
        self.config.offline_cache_image_limit = 0
        self.assertEqual(self.config.offline_cache_image_limit, 0)
