# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase
from odoo.addons.pos_offline_base.tests.fuzz import FuzzMixin

LOGGER = "odoo.addons.pos_offline_base.models.pos_offline_operation_apply"


@tagged("post_install", "-at_install")
class TestFuzz(FuzzMixin, CustomerCase):
    @mute_logger(LOGGER)
    def test_strange_customers_are_answered_and_tell_nothing_of_another_company(self):
        shop, _foreigner = self.make_foreign_shop()
        secret = self.make_customer(
            name="Top Secret", company_id=shop.company_id.id, phone="+32470009999"
        )
        ours = self.make_customer(city="Ghent", phone="+32470000001")
        values = {"phone": "+32470000001", "email": "a@x.example", "city": "Ghent", "comment": "x"}

        def make():
            number = {"parent_id": secret.id}
            return [
                self.make_create({**values, "country_id": 1}),
                self.make_create({"name": "New", **number}),
                self.make_write(ours, {"city": "Ghent", **number}, {"city": "Liege"}),
                self.make_write(secret, {"city": False}, {"city": "Liege"}),
            ]

        self.send_spoilt(make)
        self.assertFalse(secret.city)
        logs = self.env["pos.customer.offline.log"].with_user(self.manager).search([])
        self.assertTrue(logs)
        self.assertNotIn("Top Secret", str([logs.read(), logs.value_ids.read()]))
