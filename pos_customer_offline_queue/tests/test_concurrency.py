# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.pos_offline_base.tests.common import ConcurrentCase, committed

NAME = "Concurrent Customer"


@tagged("post_install", "-at_install")
class TestConcurrency(ConcurrentCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_customers)

    def _remove_customers(self):
        with committed() as env:
            domain = [("config_id", "=", self.config_id)]
            env["pos.customer.offline.log"].search(domain).unlink()
            env["res.partner"].search([("name", "like", NAME)]).unlink()

    def make(self, **values):
        values = {"name": NAME, **values}
        return self.make_operation("partner.create", {"values": values, "local_id": "x"})

    def _match_phone(self, value):
        with committed() as env:
            env["pos.config"].browse(self.config_id).offline_customer_match_phone = value

    def find_customers(self):
        with committed() as env:
            return env["res.partner"].search_read([("name", "like", NAME)], ["phone", "city"])

    def test_two_tills_that_enter_the_same_person_at_once_make_one_customer(self):
        batches = [
            self.make_batch(self.make(phone="0470 77 77 77", city="Ghent"), device="1"),
            self.make_batch(self.make(phone="0470/777.777", email="a@example.com"), device="2"),
            self.make_batch(self.make(email="A@example.com", phone="0470777777"), device="3"),
        ]
        for batch in batches:
            batch["operations"][0]["payload"]["values"]["country_id"] = self.env.ref("base.be").id
        answers = self.send_together(*batches)
        results = [answer["results"][0]["result"] for answer in answers]
        self.assertEqual(len(self.find_customers()), 1)
        self.assertEqual(len({result["id"] for result in results}), 1)
        outcomes = sorted(result["outcome"] for result in results)
        self.assertEqual(outcomes, ["created", "linked", "linked"])

    def test_control_without_the_rules_each_till_makes_its_own(self):
        self._match_phone(False)
        self.addCleanup(self._match_phone, True)
        batches = [
            self.make_batch(self.make(phone="0470 77 77 77"), device=device) for device in "12"
        ]
        self.send_together(*batches)
        self.assertEqual(len(self.find_customers()), 2)

    def test_two_tills_that_change_one_customer_at_once_both_get_their_field(self):
        with committed() as env:
            number = env["res.partner"].create({"name": NAME, "phone": "1", "city": "A"}).id
        batches = [
            self.make_batch(
                self.make_operation(
                    "partner.write", {"id": number, "base": {name: old}, "values": {name: new}}
                ),
                device=device,
            )
            for device, name, old, new in (("1", "phone", "1", "2"), ("2", "city", "A", "B"))
        ]
        answers = self.send_together(*batches)
        self.assertEqual([answer["results"][0]["status"] for answer in answers], ["done", "done"])
        (customer,) = self.find_customers()
        self.assertEqual((customer["phone"], customer["city"]), ("2", "B"))
