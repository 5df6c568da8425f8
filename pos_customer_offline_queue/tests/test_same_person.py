# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase
from odoo.addons.pos_customer_offline_queue.tools.identity import is_identity, is_like_name

PHONE = "+1 646 555 0001"


@tagged("post_install", "-at_install")
class TestSamePerson(CustomerCase):
    def assert_flagged(self, values, *known):
        """The till's customer is one of its own, and a manager sees whom it is like."""
        result = self.send_create(values)
        self.assertEqual(result["result"]["outcome"], "created", values)
        self.assertNotIn(self.get_customer(result), known)
        log = self.get_log(result)
        self.assertEqual((log.state, log.cause), ("open", "duplicate"), values)
        self.assertEqual(set(log.candidate_ids), set(known))

    def assert_linked(self, values, known, filled=()):
        """The till's customer is ``known``, where it fills those fields."""
        result = self.send_create(values)
        self.assertEqual(result["result"]["outcome"], "linked", values)
        self.assertEqual(self.get_customer(result), known)
        self.assertEqual(set(result["result"]["filled"]), set(filled))

    def test_two_of_one_household_are_two_and_flagged(self):
        john = self.make_customer(name="John Household", phone=PHONE, email="john@h.example")
        self.assert_flagged({"name": "Jane Household", "phone": PHONE}, john)
        self.assert_flagged({"name": "Jim Household", "email": "john@h.example"}, john)
        self.assertEqual((john.name, john.phone), ("John Household", PHONE))

    def test_same_number_and_a_like_name_are_one(self):
        john = self.make_customer(name="John Household", phone=PHONE)
        for name in ("john household", "Household, John", "J. Household", "John Househodl", "John"):
            self.assert_linked({"name": name, "phone": PHONE}, john)

    def test_of_a_household_the_one_with_the_name_is_meant(self):
        self.make_customer(name="John Household", phone=PHONE)
        jane = self.make_customer(name="Jane Household", phone=PHONE)
        self.assert_linked({"name": "Jane Household", "phone": PHONE}, jane)

    def test_number_and_address_together_need_no_name(self):
        john = self.make_customer(name="John Household", phone=PHONE, email="john@h.example")
        self.assert_linked({"name": "Johnny", "phone": PHONE, "email": "john@h.example"}, john)

    def test_what_is_typed_to_fill_a_field_makes_nobody_the_same(self):
        values = {"phone": "000000000", "email": "none@example.com"}
        known = self.make_customer(name="No Phone", **values)
        private = {"street": "Private St 5", "vat": "X123"}
        result = self.send_create({"name": "No Phone", **values, **private})
        self.assertEqual(result["result"]["outcome"], "created")
        self.assertEqual(self.get_log(result).state, "done")
        self.assertFalse(known.street or known.vat)

    def test_number_that_many_share_makes_nobody_the_same(self):
        for number in range(4):
            self.make_customer(name=f"Desk {number}", phone=PHONE)
        result = self.send_create({"name": "Desk 1", "phone": PHONE})
        self.assertEqual(result["result"]["outcome"], "created")
        self.assertEqual(self.get_log(result).state, "done")

    def test_contacts_of_one_company_are_not_many(self):
        company = self.make_customer(name="Works", phone=PHONE, is_company=True)
        for number in range(5):
            self.make_customer(name=f"Desk {number}", phone=PHONE, parent_id=company.id)
        self.assert_linked({"name": "Works", "phone": PHONE}, company)

    def test_nothing_is_filled_where_something_else_says_that_it_is_another(self):
        for field, theirs, entered in (
            ("email", "a@h.example", "b@h.example"),
            ("vat", "BE0477472701", "BE0411905847"),
            ("barcode", "0421", "0422"),
        ):
            name = f"Twin {field.title()}"
            phone = f"+32 470 55 {len(name)} {len(field)}1"
            known = self.make_customer(name=name, phone=phone, **{field: theirs})
            values = {"name": name, "phone": phone, field: entered, "street": "Private St 5"}
            self.assert_linked(values, known)
            self.assertFalse(known.street)

    def test_person_who_is_a_user_is_linked_and_never_written(self):
        for user, is_active in ((self.plain, True), (self.manager, False)):
            person = user.partner_id
            person.write({"phone": PHONE, "email": f"{user.login}@h.example"})
            user.active = is_active
            person.active = True
            values = {"name": person.name, "email": person.email, "street": "Private St 5"}
            self.assert_linked(values, person)
            self.assertFalse(person.street)

    def test_names_of_one_person_are_told_from_those_of_two(self):
        for name, other, like in (
            ("Jane Household", "John Household", False),
            ("Jane Household", "Jane Household", True),
            ("Émile Zola", "EMILE ZOLA", True),
            ("E. Zola", "Emile Zola", True),
            ("A. Zola", "Emile Zola", False),
            ("Emile", "Emile Zola", True),
            ("Jon Doe", "Jan Doe", False),
            ("Katherine Doe", "Kathrine Doe", True),
            ("Katherine Doe", "Katehrine Doe", True),
            ("Katherine Doe", "Kathleen Doe", False),
            ("Ann Ann", "Ann", True),
            ("Ann Ann", "Ann Lee", False),
            ("李小龍", "李小龍", True),
            ("محمد علي", "علي محمد", True),
            ("", "Emile Zola", False),
            ("...", "Emile Zola", False),
            (None, None, False),
        ):
            with self.subTest(name=name, other=other):
                self.assertEqual(is_like_name(name, other), like)
                self.assertEqual(is_like_name(other, name), like)

    def test_placeholders_are_told_from_numbers(self):
        for rule, text, known in (
            ("phone", "32470123456", True),
            ("phone", "16465550001", True),
            ("phone", "320000000", False),
            ("phone", "0000000", False),
            ("phone", "1234567", False),
            ("phone", "321234567", False),
            ("phone", "9876543", False),
            ("email", "none@example.com", False),
            ("email", "no-email@shop.example", False),
            ("email", "n.a@shop.example", False),
            ("email", "nora@shop.example", True),
            ("barcode", "0000000", True),
            ("vat", "BE0477472701", True),
        ):
            with self.subTest(rule=rule, text=text):
                self.assertEqual(is_identity(rule, text), known)
