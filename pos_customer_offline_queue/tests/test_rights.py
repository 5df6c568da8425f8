# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase


@tagged("post_install", "-at_install")
class TestRights(CustomerCase):
    def test_user_without_the_right_creates_and_changes_nobody(self):
        customer = self.make_customer(city="Ghent")
        config = self.shop.with_user(self.plain)
        for operation in (
            self.make_create(),
            self.make_write(customer, {"city": "Ghent"}, {"city": "Liege"}),
        ):
            result = self.send_one(operation, config)
            self.assertEqual((result["status"], result["code"]), ("failed", "rights"))
        self.assertEqual(customer.city, "Ghent")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Ada Till")]))

    def test_fields_off_the_list_are_refused_with_their_names(self):
        customer = self.make_customer()
        for name, value in (
            ("credit_limit", 5),
            ("company_id", 1),
            ("user_ids", []),
            ("active", False),
            ("property_account_receivable_id", 1),
            ("__class__", "x"),
            ("id", 1),
        ):
            for operation in (
                self.make_create({name: value}),
                self.make_write(customer, {name: value}, {}),
                self.make_write(customer, {}, {name: value}),
            ):
                result = self.send_one(operation)
                self.assertEqual((result["status"], result["code"]), ("failed", "malformed"))
                self.assertIn(name, result["message"])

    def test_context_of_a_caller_sets_no_field(self):
        config = self.config.with_context(default_ref="CRAFTED", default_comment="x")
        customer = self.get_customer(self.send_one(self.make_create(), config))
        self.assertFalse(customer.ref)
        self.assertFalse(customer.comment)

    def test_context_of_a_caller_decides_nothing(self):
        self.shop.offline_customer_duplicate_policy = "ask"
        self.make_customer(email="k@example.com")
        config = self.config.with_context(offline_customer_decision="create")
        result = self.send_one(self.make_create({"email": "k@example.com"}), config)
        self.assertEqual(result["code"], "duplicate")

    def test_customers_and_companies_of_others_are_out_of_reach(self):
        shop, foreigner = self.make_foreign_shop()
        theirs = self.make_customer(company_id=shop.company_id.id, city="Ghent", email="t@x.com")
        result = self.send_write(theirs, {"city": "Ghent"}, {"city": "Liege"})
        self.assertEqual((result["status"], result["code"]), ("failed", "wrong_company"))
        result = self.send_create({"parent_id": theirs.id})
        self.assertEqual(result["code"], "wrong_company")
        self.assertEqual(theirs.city, "Ghent")
        config = shop.with_user(foreigner)
        result = self.send_one(self.make_create({"name": theirs.name, "email": "t@x.com"}), config)
        self.assertEqual(result["result"]["id"], theirs.id)
        # Nor are they found as duplicates.
        self.assertEqual(self.send_create({"email": "t@x.com"})["result"]["outcome"], "created")

    def test_both_companies_do_not_help_in_the_wrong_shop(self):
        shop, _foreigner = self.make_foreign_shop()
        self.cashier.company_ids += shop.company_id
        theirs = self.make_customer(company_id=shop.company_id.id, city="Ghent")
        result = self.send_write(theirs, {"city": "Ghent"}, {"city": "Liege"})
        self.assertEqual(result["code"], "wrong_company")

    def test_failed_change_of_anothers_customer_tells_no_name(self):
        shop, foreigner = self.make_foreign_shop()
        theirs = self.make_customer(company_id=shop.company_id.id, name="Top Secret")
        ours = self.make_customer(company_id=self.env.company.id, name="Our Secret")
        for customer, config in ((theirs, self.config), (ours, shop.with_user(foreigner))):
            operation = self.make_write(customer, {"phone": False}, {"phone": "x"})
            result = self.send_one(operation, config)
            self.assertEqual(result["code"], "wrong_company")
            log = self.get_log(result)
            self.assertFalse(log.partner_id or log.name)
            self.assertNotIn("Secret", str(result))

    def test_number_of_anothers_record_in_what_a_till_saw_tells_no_name(self):
        shop, _foreigner = self.make_foreign_shop()
        theirs = self.make_customer(company_id=shop.company_id.id, name="Top Secret")
        pricelist = self.env["product.pricelist"].create(
            {"name": "Secret Prices", "company_id": shop.company_id.id}
        )
        before = {"parent_id": theirs.id, "property_product_pricelist": pricelist.id}
        customer = self.make_customer()
        result = self.send_write(customer, before, dict.fromkeys(before, False))
        shown = self.get_log(result).value_ids.mapped("base")
        self.assertEqual(shown, ["No longer there"] * 2)
        result = self.send_write(customer, {"parent_id": 2**31 - 1}, {"parent_id": False})
        self.assertEqual(self.get_log(result).value_ids.base, "No longer there")

    def test_cashiers_number_names_those_of_the_shop_only(self):
        shop, foreigner = self.make_foreign_shop()
        office = new_test_user(self.env, "rights_office", groups="base.group_user")
        for number, name in (
            (self.manager.id, self.manager.name),
            (foreigner.id, False),
            (office.id, False),
            (2**31 - 1, False),
            (None, self.cashier.name),
        ):
            operation = {**self.make_create(), "cashier": number}
            self.assertEqual(self.get_log(self.send_one(operation)).cashier or False, name)

    def test_log_is_read_by_managers_of_the_company_and_written_by_nobody(self):
        log = self.get_log(self.send_create({"city": "Ghent"}))
        self.assertEqual(log.with_user(self.manager).value_ids[0].till, "Ada Till")
        with self.assertRaises(AccessError):
            log.with_user(self.cashier).read(["name"])
        with self.assertRaises(AccessError):
            log.value_ids.with_user(self.cashier).read(["till"])
        for record in (log, log.value_ids[0]):
            with self.assertRaises(AccessError):
                record.with_user(self.manager).write({"company_id": False})
            with self.assertRaises(AccessError):
                record.with_user(self.manager).unlink()
        shop, _foreigner = self.make_foreign_shop()
        log.company_id = shop.company_id
        with self.assertRaises(AccessError):
            log.with_user(self.manager).read(["name"])

    def test_cashier_decides_nothing(self):
        log = self.get_log(self.send_create({"name": ""})).with_user(self.cashier)
        for action in ("action_retry", "action_decide", "action_discard"):
            with self.assertRaises(AccessError):
                getattr(log, action)()
        for model in ("resolve", "discard"):
            with self.assertRaises(AccessError):
                self.env[f"pos.customer.offline.{model}"].with_user(self.cashier).create(
                    {"log_id": log.id}
                )
