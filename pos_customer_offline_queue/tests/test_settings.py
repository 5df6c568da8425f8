# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase


@tagged("post_install", "-at_install")
class TestSettings(CustomerCase):
    def get_form(self, user):
        shop = self.shop.with_user(user)
        return shop._load_pos_data_read(shop, shop)[0]["_offline_customers"]

    def test_new_shop_needs_no_configuration(self):
        self.assertTrue(self.shop.offline_customer_enabled)
        allowed = self.env["res.partner"]._get_offline_fields()
        self.assertEqual(
            sorted(self.shop.offline_customer_field_ids.mapped("field")), sorted(allowed)
        )

    def test_settings_page_changes_the_chosen_shop_only(self):
        other = self.shop.copy({"name": "Other Shop"})
        settings = Form(self.env["res.config.settings"].with_context(pos_config_id=self.shop.id))
        settings.pos_config_id = self.shop
        settings.pos_offline_customer_duplicate_policy = "ask"
        settings.pos_offline_customer_conflict_policy = "till"
        settings.pos_offline_customer_limit = 500
        settings.save().execute()
        self.assertEqual(self.shop.offline_customer_duplicate_policy, "ask")
        self.assertEqual(self.shop.offline_customer_conflict_policy, "till")
        self.assertEqual(self.shop._get_limited_partner_count(), 500)
        self.assertEqual(other.offline_customer_duplicate_policy, "use")
        self.assertEqual(other._get_limited_partner_count(), 100)

    def test_bounds(self):
        for field, value in (
            ("offline_customer_limit", -1),
            ("offline_customer_limit", 100_001),
            ("offline_customer_retention", 0),
        ):
            with self.assertRaises(ValidationError):
                self.shop[field] = value

    def test_till_is_told_what_its_user_may_do(self):
        self.assertEqual(
            {key: self.get_form(self.plain)[key] for key in ("create", "write")},
            {"create": False, "write": False},
        )
        form = self.get_form(self.cashier)
        self.assertTrue(form["create"] and form["write"])
        self.assertEqual(form["required"], ["name"])

    def test_fields_left_out_are_not_offered_and_the_name_always_is(self):
        self.shop.offline_customer_field_ids = self.shop.offline_customer_field_ids.filtered(
            lambda row: row.field == "phone"
        )
        self.assertEqual(self.get_form(self.cashier)["fields"], ["name", "phone"])

    def test_fields_that_the_user_may_not_write_are_not_offered(self):
        field = self.env.registry["res.partner"]._fields["barcode"]
        self.patch(field, "groups", "base.group_system")
        self.assertNotIn("barcode", self.get_form(self.cashier)["fields"])
        self.assertEqual(self.send_create({"barcode": "5"})["code"], "rights")

    def test_switched_off_the_till_loads_what_odoo_loads(self):
        self.shop.offline_customer_enabled = False
        names = self.env["res.partner"]._load_pos_data_fields(self.shop)
        self.assertNotIn("comment", names)

    def test_what_waits_goes_through_also_after_it_was_switched_off(self):
        self.shop.offline_customer_enabled = False
        self.assertEqual(self.send_create()["status"], "done")
