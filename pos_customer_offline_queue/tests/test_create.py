# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase
from odoo.addons.pos_customer_offline_queue.tools.duplicates import normalise_phone, normalise_vat


@tagged("post_install", "-at_install")
class TestCreate(CustomerCase):
    def test_customer_is_created_with_all_fields_of_the_form(self):
        belgium = self.env.ref("base.be")
        state = self.env["res.country.state"].search([("country_id", "=", belgium.id)], limit=1)
        state = state or self.env["res.country.state"].create(
            {"name": "Here", "code": "HE", "country_id": belgium.id}
        )
        parent = self.make_customer(is_company=True, name="Parent")
        values = {
            "name": " Ada Till ",
            "is_company": False,
            "parent_id": parent.id,
            "phone": "0470 12 34 56",
            "email": "ada@example.com",
            "street": "Street 1",
            "street2": "Floor 2",
            "zip": "1000",
            "city": "Brussels",
            "state_id": state.id,
            "country_id": belgium.id,
            "barcode": "0420000000001",
            "lang": "en_US",
            "comment": "Likes <b>tea</b>\nand milk",
        }
        result = self.send_create(values)
        customer = self.get_customer(result)
        self.assertEqual(result["result"]["outcome"], "created")
        self.assertEqual(customer.name, "Ada Till")
        self.assertEqual(customer.parent_id, parent)
        self.assertEqual(customer.state_id, state)
        self.assertEqual(customer.barcode, "0420000000001")
        self.assertIn("&lt;b&gt;tea&lt;/b&gt;", customer.comment)
        self.assertEqual(customer.create_uid, self.cashier)

    def test_result_has_what_the_till_loads(self):
        result = self.send_create()
        names = self.env["res.partner"]._load_pos_data_fields(self.shop)
        self.assertEqual(set(result["result"]["record"]), set(names))
        self.assertIn("comment", names)

    def test_sent_twice_there_is_one_customer(self):
        operation = self.make_create({"phone": "0470 00 00 01"})
        first, second = self.send_one(operation), self.send_one(operation)
        self.assertEqual(first["result"], second["result"])
        self.assertEqual(second["result"]["outcome"], "created")

    def test_other_tills_of_the_shop_are_told_once(self):
        operation = self.make_create()
        notified = []
        self.patch(
            self.env.registry["pos.config"],
            "notify_synchronisation",
            lambda config, session, device, records=None: notified.append((device, records)),
        )
        customer = self.get_customer(self.send_one(operation))
        self.send_one(operation)
        self.assertEqual(notified, [(self.device, {"res.partner": [customer.id]})])

    def test_company_that_waits_comes_before_its_contact(self):
        company = self.make_create({"name": "Waiting Company", "is_company": True})
        contact = self.make_create({"name": "Contact"}, parent_uuid=company["uuid"])
        _company, contact = self.send(company, contact)
        self.assertEqual(self.get_customer(contact).parent_id.name, "Waiting Company")

    def test_contact_of_a_company_that_failed_says_so_and_can_be_retried(self):
        company = self.make_create({"name": "", "is_company": True})
        contact = self.make_create({"name": "Contact"}, parent_uuid=company["uuid"])
        _company, result = self.send(company, contact)
        self.assertEqual((result["status"], result["code"]), ("failed", "gone"))
        self.assertIn("new customer", result["message"])

    def test_values_that_are_not_of_their_kind_are_refused(self):
        other_country = self.env.ref("base.fr")
        state = self.env["res.country.state"].create(
            {"name": "There", "code": "TH", "country_id": other_country.id}
        )
        for values, code in (
            ({"name": ""}, "validation"),
            ({"name": 5}, "validation"),
            ({"phone": ["1"]}, "validation"),
            ({"is_company": "yes"}, "validation"),
            ({"country_id": "be"}, "validation"),
            ({"country_id": 99999999}, "validation"),
            ({"lang": "xx_XX"}, "validation"),
            ({"street": "x" * 2001}, "validation"),
            ({"state_id": state.id, "country_id": self.env.ref("base.be").id}, "validation"),
        ):
            result = self.send_create(values)
            self.assertEqual((result["status"], result["code"]), ("failed", code), values)
        self.assertEqual(
            self.send_one(self.make_operation("partner.create", {}))["code"], "malformed"
        )

    def test_same_barcode_phone_email_or_vat_is_the_same_customer(self):
        known = self.make_customer(
            barcode="042555",
            phone="+32 470 55 55 55",
            email="Known@Example.com",
            vat="BE0477472701",
            country_id=self.env.ref("base.be").id,
        )
        for values in (
            {"barcode": "042555"},
            {"phone": "0470/555 555", "country_id": self.env.ref("base.be").id},
            {"phone": "+32470555555"},
            {"email": " known@EXAMPLE.com "},
            {"vat": "BE 0477.472.701"},
            {"vat": "0477472701", "country_id": self.env.ref("base.be").id},
        ):
            result = self.send_create({"name": "Known Customer", **values})
            self.assertEqual(result["result"]["outcome"], "linked", values)
            self.assertEqual(self.get_customer(result), known)
            self.assertEqual(result["result"]["with"], known.id)

    def test_each_rule_can_be_switched_off(self):
        self.make_customer(phone="+32470555555", email="k@example.com", vat="BE0477472701")
        for rule, values in (
            ("phone", {"phone": "+32470555555"}),
            ("email", {"email": "k@example.com"}),
            ("vat", {"vat": "BE0477472701"}),
        ):
            self.shop[f"offline_customer_match_{rule}"] = False
            result = self.send_create({"name": "Known Customer", **values})
            self.assertEqual(result["result"]["outcome"], "created", rule)

    def test_existing_customer_gets_what_it_lacks_and_keeps_what_it_has(self):
        known = self.make_customer(email="known@example.com", city="Ghent")
        result = self.send_create(
            {
                "name": "Known Customer",
                "email": "known@example.com",
                "city": "Liege",
                "phone": "+32470555555",
                "is_company": True,
            }
        )
        self.assertEqual(result["result"]["filled"], ["phone"])
        self.assertEqual(
            (known.phone, known.city, known.name), ("+32470555555", "Ghent", "Known Customer")
        )
        self.assertFalse(known.is_company)
        log = self.get_log(result)
        kept = {value.field: value.kept for value in log.value_ids}
        self.assertEqual((kept["phone"], kept["city"]), ("till", "server"))

    def test_several_that_match_are_never_guessed_but_reviewed(self):
        twins = self.make_customer(email="t@example.com") + self.make_customer(
            email="t@example.com"
        )
        result = self.send_create({"name": "Known Customer", "email": "t@example.com"})
        self.assertEqual(result["result"]["outcome"], "created")
        log = self.get_log(result)
        self.assertEqual((log.state, log.cause, log.candidate_ids), ("open", "duplicate", twins))

    def test_of_several_the_one_with_the_barcode_is_meant(self):
        self.make_customer(email="t@example.com")
        meant = self.make_customer(email="t@example.com", barcode="0429")
        result = self.send_create({"email": "t@example.com", "barcode": "0429"})
        self.assertEqual(self.get_customer(result), meant)

    def test_policy_review_creates_and_flags_and_leaves_the_barcode_where_it_is(self):
        self.shop.offline_customer_duplicate_policy = "review"
        known = self.make_customer(barcode="0428")
        result = self.send_create({"barcode": "0428"})
        customer = self.get_customer(result)
        self.assertNotEqual(customer, known)
        self.assertFalse(customer.barcode)
        log = self.get_log(result)
        self.assertEqual((log.state, log.cause, log.candidate_ids), ("open", "duplicate", known))

    def test_policy_ask_creates_nobody_and_names_who_is_there(self):
        self.shop.offline_customer_duplicate_policy = "ask"
        known = self.make_customer(phone="+32470555555")
        result = self.send_create({"phone": "+32470555555"})
        self.assertEqual((result["status"], result["code"]), ("failed", "duplicate"))
        self.assertIn("Known Customer", result["message"])
        self.assertIn("Phone", result["message"])
        self.assertEqual(self.get_log(result).candidate_ids, known)

    def test_archived_customers_are_no_duplicates(self):
        self.make_customer(email="old@example.com", active=False)
        result = self.send_create({"email": "old@example.com"})
        self.assertEqual(result["result"]["outcome"], "created")

    def test_contact_with_its_companys_vat_is_no_duplicate_of_it(self):
        company = self.make_customer(vat="BE0477472701", is_company=True)
        result = self.send_create({"vat": "BE0477472701", "parent_id": company.id})
        self.assertEqual(result["result"]["outcome"], "created")
        again = self.send_create({"vat": "BE0477472701", "name": "By VAT"})
        self.assertEqual(self.get_customer(again), company)

    def test_vat_numbers_are_compared_with_their_country(self):
        for vat, country, expected in (
            ("BE 0477.472.701", "BE", "BE0477472701"),
            ("0477-472-701", "BE", "BE0477472701"),
            ("fr23334175221", "BE", "FR23334175221"),
            ("", "BE", ""),
            ("/", "BE", ""),
            (None, None, ""),
        ):
            self.assertEqual(normalise_vat(vat, country), expected)

    def test_telephone_numbers_are_compared_with_their_country(self):
        for phone, code, expected in (
            ("0470 12 34 56", 32, "32470123456"),
            ("+32 470/12.34.56", 32, "32470123456"),
            ("0032 (0)470 123456", 32, "32470123456"),
            ("+33 6 12 34 56 78", 32, "33612345678"),
            ("06 1234 5678", 39, "39612345678"),
            ("+39 06 1234 5678", 39, "39612345678"),
            ("112", 32, ""),
            ("", 32, ""),
            (None, None, ""),
            ("call me", 32, ""),
        ):
            self.assertEqual(normalise_phone(phone, code), expected)

    def test_same_digits_of_another_country_are_another_company(self):
        self.make_customer(vat="0477472701", country_id=self.env.ref("base.us").id)
        result = self.send_create({"vat": "BE0477472701", "country_id": self.env.ref("base.be").id})
        self.assertEqual(result["result"]["outcome"], "created")
