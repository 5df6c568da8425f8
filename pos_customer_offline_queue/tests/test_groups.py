# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase

ALIKE = ["outcome", "with", "filled"]
LOGGED = ["kind", "state", "cause", "outcome", "cashier", "user_id", "device", "config_id"]
VALUE = ["field", "base", "till", "till_value", "server", "kept", "is_conflict"]


@tagged("post_install", "-at_install")
class TestGroups(CustomerCase):
    """Many new customers of one batch."""

    def make_many(self, prefix, count):
        return [
            self.make_create(
                {"name": f"{prefix} {number}", "email": f"{prefix}{number}@example.com"}
            )
            for number in range(count)
        ]

    def count_queries(self, operations):
        before = self.env.cr.sql_log_count
        self.send(*operations)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_customers_of_a_group_are_as_those_that_come_alone(self):
        values = {"phone": "0470 00 00 01", "city": "Ghent", "comment": "Likes <b>tea</b>"}
        alone = self.send_create({"name": "Alone", **values})
        values = {**values, "phone": "0470 00 00 02"}
        together, _other = self.send(
            self.make_create({"name": "Together", **values}), self.make_create({"name": "Other"})
        )
        first, second = alone["result"], together["result"]
        self.assertEqual([first[key] for key in ALIKE], [second[key] for key in ALIKE])
        self.assertEqual(first["record"].keys(), second["record"].keys())
        self.assertEqual(second["record"]["name"], "Together")
        logs = [self.get_log(result) for result in (alone, together)]
        self.assertEqual(*([log[name] for name in LOGGED] for log in logs))
        self.assertEqual(*(self._read_values(log) for log in logs))
        customers = [self.get_customer(result) for result in (alone, together)]
        self.assertEqual(*(customer.comment for customer in customers))
        self.assertEqual(*(customer.create_uid for customer in customers))
        self.assertEqual(*(len(customer.message_ids) for customer in customers))

    def _read_values(self, log):
        unlike = ("name", "phone")
        lines = log.value_ids.filtered(lambda line: line.field not in unlike)
        return [[line[name] for name in VALUE] for line in lines]

    def test_duplicate_within_a_group_is_linked_and_the_others_are_made(self):
        operations = self.make_many("group", 6)
        name = operations[1]["payload"]["values"]["name"]
        operations[4]["payload"]["values"].update(name=name, email="GROUP1@example.com")
        results = [result["result"] for result in self.send(*operations)]
        outcomes = [result["outcome"] for result in results]
        self.assertEqual(outcomes, ["created"] * 4 + ["linked", "created"])
        self.assertEqual(results[4]["id"], results[1]["id"])

    def test_customer_that_is_there_is_used_by_one_of_a_group(self):
        known = self.make_customer(phone="+32 470 99 99 99", country_id=self.env.ref("base.be").id)
        operations = self.make_many("known", 5)
        country = {"country_id": self.env.ref("base.be").id}
        entered = {"name": known.name, "phone": "0470 99 99 99", **country}
        operations[2]["payload"]["values"].update(entered)
        results = [result["result"] for result in self.send(*operations)]
        self.assertEqual(results[2]["id"], known.id)
        self.assertEqual(len({result["id"] for result in results}), 5)

    def test_values_that_are_wrong_fail_their_own_operation_only(self):
        operations = self.make_many("wrong", 5)
        operations[3]["payload"]["values"]["credit_limit"] = 1000
        results = self.send(*operations)
        self.assertEqual(
            [result.get("code") for result in results], [None] * 3 + ["malformed", None]
        )

    def test_many_need_few_queries(self):
        self.send(*self.make_many("warm", 3))
        few = self.count_queries(self.make_many("few", 10))
        many = self.count_queries(self.make_many("many", 60))
        self.assertLess((many - few) / 50, 5)  # of each more; alone it needs about forty
