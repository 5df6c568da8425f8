# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase


@tagged("post_install", "-at_install")
class TestWrite(CustomerCase):
    def setUp(self):
        super().setUp()
        self.customer = self.make_customer(phone="+32470000001", city="Ghent", street="Old 1")

    def test_fields_changed_on_one_side_merge(self):
        base = {"phone": "+32470000001", "city": "Ghent"}
        self.customer.city = "Antwerp"
        result = self.send_write(self.customer, base, {"phone": "+32470000002", "city": "Ghent"})
        self.assertEqual(self.customer.phone, "+32470000002")
        self.assertEqual(self.customer.city, "Antwerp")
        self.assertEqual(result["result"]["merged"], ["phone"])
        self.assertEqual(result["result"]["conflicts"], [])
        self.assertEqual(result["result"]["record"]["city"], "Antwerp")

    def test_same_change_on_both_sides_is_done(self):
        self.customer.city = "Antwerp"
        result = self.send_write(self.customer, {"city": "Ghent"}, {"city": "Antwerp"})
        self.assertEqual(result["result"]["merged"], [])
        self.assertEqual(result["result"]["conflicts"], [])
        self.assertEqual(self.get_log(result).outcome, "unchanged")

    def conflict(self, policy):
        self.shop.offline_customer_conflict_policy = policy
        self.customer.city = "Antwerp"
        return self.send_write(self.customer, {"city": "Ghent"}, {"city": "Liege"})

    def test_policy_server_keeps_the_servers_value_and_both_are_known(self):
        result = self.conflict("server")
        self.assertEqual(self.customer.city, "Antwerp")
        self.assertEqual(
            result["result"]["conflicts"],
            [
                {
                    "field": "city",
                    "base": "Ghent",
                    "till": "Liege",
                    "server": "Antwerp",
                    "kept": "server",
                }
            ],
        )
        log = self.get_log(result)
        self.assertEqual((log.state, log.cause, log.conflict_count), ("done", "conflict", 1))

    def test_policy_till_takes_the_tills_value_and_the_customer_has_a_note(self):
        self.conflict("till")
        self.assertEqual(self.customer.city, "Liege")
        note = self.customer.message_ids.filtered("body")[0]
        self.assertIn("Antwerp", note.body)
        self.assertIn("Liege", note.body)
        self.assertEqual(note.author_id, self.cashier.partner_id)

    def test_policy_ask_keeps_the_servers_value_and_waits_for_a_manager(self):
        result = self.conflict("ask")
        self.assertEqual(result["status"], "done")
        self.assertEqual(self.customer.city, "Antwerp")
        self.assertEqual(self.get_log(result).state, "open")

    def test_note_and_relations_are_compared_as_people_see_them(self):
        self.customer.comment = "<p>Likes <b>tea</b></p>"
        self.customer.country_id = self.env.ref("base.be")
        base = {"comment": "Likes *tea*", "country_id": self.env.ref("base.be").id}
        values = {"comment": "Likes milk", "country_id": self.env.ref("base.fr").id}
        result = self.send_write(self.customer, base, values)
        self.assertEqual(result["result"]["conflicts"], [])
        self.assertIn("Likes milk", self.customer.comment)
        self.assertEqual(self.customer.country_id, self.env.ref("base.fr"))

    def test_customer_created_offline_is_changed_by_the_operation_that_creates_it(self):
        create = self.make_create({"city": "Ghent"})
        write = self.make_operation(
            "partner.write",
            {"create_uuid": create["uuid"], "base": {"city": "Ghent"}, "values": {"city": "Liege"}},
        )
        created, written = self.send(create, write)
        self.assertEqual(written["result"]["id"], created["result"]["id"])
        self.assertEqual(self.get_customer(created).city, "Liege")

    def test_change_of_a_customer_that_was_never_created_says_so(self):
        payload = {"create_uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "base": {}, "values": {}}
        result = self.send_one(self.make_operation("partner.write", payload))
        self.assertEqual((result["status"], result["code"]), ("failed", "gone"))

    def test_two_changes_go_out_in_order(self):
        first = self.make_write(self.customer, {"city": "Ghent"}, {"city": "Liege"})
        second = self.make_write(self.customer, {"city": "Liege"}, {"city": "Namur"})
        self.send(first, second)
        self.assertEqual(self.customer.city, "Namur")

    def test_archived_customer_is_listed_or_brought_back(self):
        self.customer.active = False
        result = self.send_write(self.customer, {"city": "Ghent"}, {"city": "Liege"})
        self.assertEqual((result["status"], result["code"]), ("failed", "gone"))
        self.assertIn("archived", result["message"])
        self.shop.offline_customer_gone_policy = "recreate"
        result = self.send_write(self.customer, {"city": "Ghent"}, {"city": "Liege"})
        self.assertEqual(result["status"], "done")
        self.assertEqual((self.customer.active, self.customer.city), (True, "Liege"))

    def test_deleted_customer_is_listed_or_made_again(self):
        number = self.customer.id
        self.customer.unlink()
        base, values = {"name": "Known Customer", "city": "Ghent"}, {"city": "Liege"}
        result = self.send_write(number, base, values)
        self.assertEqual((result["status"], result["code"]), ("failed", "gone"))
        self.assertIn("Known Customer was deleted", result["message"])
        self.shop.offline_customer_gone_policy = "recreate"
        result = self.send_write(number, base, values)
        again = self.get_customer(result)
        self.assertEqual((again.name, again.city), ("Known Customer", "Liege"))

    def test_rubbish_is_malformed(self):
        for payload in (
            {},
            {"id": "1", "base": {}, "values": {}},
            {"id": True, "base": {}, "values": {}},
            {"id": self.customer.id, "base": [], "values": {}},
            {"id": self.customer.id, "base": {}, "values": None},
        ):
            result = self.send_one(self.make_operation("partner.write", payload))
            self.assertEqual(result["code"], "malformed", payload)
