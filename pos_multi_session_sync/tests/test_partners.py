# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.tests import tagged

from odoo.addons.pos_multi_session_sync.tests.common import SyncCase


@tagged("post_install", "-at_install")
class TestPartners(SyncCase):
    def get_customer(self, order):
        answer = self.at_near.read_sync_order(order.transfer_ids.uuid)
        return answer["payload"]["customer"]

    def need_queue(self):
        """Skip the test where nobody keeps whom a till has created, and who was merged."""
        if "pos.customer.offline.log" not in self.env:
            self.skipTest("the queue of customers is not installed")

    def merge(self, source, target):
        """Merge two customers, as a manager does."""
        self.env["base.partner.merge.automatic.wizard"]._merge((source + target).ids, target)

    def create_row(self, uuid, partner, **values):
        """Write what the ledger has of a customer that a till created."""
        return self.env["pos.offline.operation"].create(
            {
                "uuid": uuid,
                "kind": "partner.create",
                "fingerprint": "x",
                "state": "done",
                "result": {"id": partner.id},
                "company_id": self.shop.company_id.id,
                **values,
            }
        )

    def test_customer_of_the_order_is_linked(self):
        partner = self.env["res.partner"].create({"name": "Ada"})
        payload = self.make_order(customer={"id": partner.id, "name": "Ada"})
        order = self.send_order(order=payload, partner_id=partner.id)
        self.assertEqual((order.partner_id, order.partner_name), (partner, "Ada"))
        self.assertEqual(self.get_customer(order)["id"], partner.id)

    def test_customer_who_is_on_the_server_by_now_is_linked(self):
        self.need_queue()
        uuid = str(uuid4())
        partner = self.env["res.partner"].create({"name": "Ada"})
        self.create_row(uuid, partner)
        payload = self.make_order(customer={"id": None, "local_id": uuid, "name": "Ada"})
        order = self.send_order(order=payload, partner_local_id=uuid)
        self.assertEqual(order.partner_id, partner)

    def test_customer_who_comes_later_is_given_to_the_receiver(self):
        self.need_queue()
        uuid = str(uuid4())
        payload = self.make_order(customer={"id": None, "local_id": uuid, "name": "Ada"})
        order = self.send_order(order=payload, partner_local_id=uuid)
        self.assertFalse(order.partner_id)
        self.assertEqual(order.partner_name, "Ada")
        self.assertIsNone(self.get_customer(order)["id"])
        partner = self.env["res.partner"].create({"name": "Ada"})
        self.create_row(uuid, partner)
        self.assertEqual(self.get_customer(order)["id"], partner.id)

    def test_customers_of_other_companies_and_failed_ones_are_not_linked(self):
        foreign, _user = self.make_foreign_shop()
        theirs = self.env["res.partner"].create(
            {"name": "Theirs", "company_id": foreign.company_id.id}
        )
        self.assertFalse(self.send_order(partner_id=theirs.id).partner_id)
        for values in ({"company_id": foreign.company_id.id}, {"state": "failed"}, {"kind": "x"}):
            uuid = str(uuid4())
            partner = self.env["res.partner"].create({"name": "Ada"})
            self.create_row(uuid, partner, **values)
            self.assertFalse(self.send_order(partner_local_id=uuid).partner_id, values)

    def test_customer_of_the_queue_of_customers_is_linked(self):
        self.need_queue()
        values = {"name": "Ada Sync"}
        create = self.make_operation("partner.create", {"values": values, "local_id": "x"})
        result = self.send_one(create)
        order = self.send_order(partner_local_id=create["uuid"])
        self.assertEqual(order.partner_id.id, result["result"]["id"])

    def test_customer_merged_before_the_order_arrives_is_followed(self):
        self.need_queue()
        ada, left = self.env["res.partner"].create([{"name": "Ada"}, {"name": "Ada Left"}])
        payload = self.make_order(customer={"id": ada.id, "name": "Ada"})
        number = ada.id
        self.merge(ada, left)
        order = self.send_order(order=payload, partner_id=number)
        self.assertEqual(order.partner_id, left)
        self.assertEqual(self.get_customer(order)["id"], left.id)

    def test_customer_merged_between_send_and_receive_is_followed(self):
        self.need_queue()
        ada, left = self.env["res.partner"].create([{"name": "Ada"}, {"name": "Ada Left"}])
        payload = self.make_order(customer={"id": ada.id, "name": "Ada"})
        order = self.send_order(order=payload, partner_id=ada.id)
        self.merge(ada, left)
        self.assertEqual(self.get_customer(order)["id"], left.id)

    def test_customer_who_came_later_and_was_merged_is_followed(self):
        self.need_queue()
        uuid = str(uuid4())
        payload = self.make_order(customer={"id": None, "local_id": uuid, "name": "Ada"})
        order = self.send_order(order=payload, partner_local_id=uuid)
        ada, left = self.env["res.partner"].create([{"name": "Ada"}, {"name": "Ada Left"}])
        self.create_row(uuid, ada)
        self.merge(ada, left)
        self.assertEqual(self.get_customer(order)["id"], left.id)
