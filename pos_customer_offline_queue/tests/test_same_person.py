# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

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


@tagged("post_install", "-at_install")
class TestParting(CustomerCase):
    def setUp(self):
        super().setUp()
        self.known = self.make_customer(name="Jane Household", phone=PHONE, barcode="0421")
        self.entered = {
            "name": "Jane Household",
            "phone": PHONE,
            "street": "Private St 5",
            "city": "Ghent",
            "barcode": "0421",
        }
        self.created = self.make_create(self.entered)
        self.result = self.send_one(self.created)
        self.assertEqual(self.get_customer(self.result), self.known)
        self.log = self.get_log(self.result).with_user(self.manager)

    def make_order(self):
        """Return a draft order of the customer that the till entered."""
        self.shop.open_ui()
        session = self.shop.current_session_id
        return self.env["pos.order"].create(
            {
                "session_id": session.id,
                "partner_id": self.known.id,
                "offline_customer_uuid": self.created["uuid"],
                "lines": [],
                "amount_tax": 0,
                "amount_total": 0,
                "amount_paid": 0,
                "amount_return": 0,
            }
        )

    def part(self):
        """Have the manager say that they are two; return the new customer."""
        action = self.log.action_part()
        return self.env["res.partner"].browse(action["res_id"])

    def test_two_people_are_parted_with_their_orders_and_what_was_filled(self):
        order = self.make_order()
        self.known.city = "Brussels"  # somebody has corrected it since
        customer = self.part()
        self.assertNotEqual(customer, self.known)
        self.assertEqual((customer.street, customer.city), ("Private St 5", "Ghent"))
        self.assertEqual((self.known.street, self.known.city), (False, "Brussels"))
        self.assertEqual((self.known.barcode, customer.barcode), ("0421", False))
        self.assertEqual(order.partner_id, customer)
        self.assertEqual((self.log.state, self.log.outcome), ("resolved", "created"))
        self.assertEqual(self.log.partner_id, customer)
        self.assertIn("two people", self.known.message_ids[0].body)

    def test_once_parted_a_later_change_of_the_till_is_for_the_right_one(self):
        customer = self.part()
        change = {"create_uuid": self.created["uuid"], "base": {"city": "Ghent"}}
        values = {"values": {"city": "Liege"}}
        result = self.send_one(self.make_operation("partner.write", {**change, **values}))
        self.assertEqual(result["status"], "done")
        self.assertEqual((customer.city, self.known.city), ("Liege", False))
        again = self.send_one(self.created)
        self.assertEqual(again["result"]["id"], customer.id)

    def test_parted_once_only_and_by_a_manager_of_the_company(self):
        with self.assertRaises(AccessError):
            self.log.with_user(self.cashier).action_part()
        shop, _foreigner = self.make_foreign_shop()
        foreign = new_test_user(
            self.env,
            "foreign_manager",
            groups="base.group_partner_manager,point_of_sale.group_pos_manager",
            company_id=shop.company_id.id,
            company_ids=[shop.company_id.id],
        )
        with self.assertRaises(AccessError):
            self.log.with_user(foreign).action_part()
        self.part()
        with self.assertRaises(UserError):
            self.log.action_part()

    def test_line_of_a_customer_that_was_made_cannot_be_parted(self):
        made = self.get_log(self.send_create({"name": "New"})).with_user(self.manager)
        with self.assertRaises(UserError):
            made.action_part()
