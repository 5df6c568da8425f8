# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.tests import tagged

from odoo.addons.pos_multi_session_sync.tests.common import NEAR, SyncCase


@tagged("post_install", "-at_install")
class TestSales(SyncCase):
    """What becomes of the receiver's order travels back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.method = cls.near.payment_method_ids[:1]

    def sync(self, transfer, state="paid", uuid=None, config=None, **values):
        """Send the receiver's order as its till does; return the record."""
        uuid = uuid or str(uuid4())
        config = config or self.near
        line = {
            "product_id": self.product_id,
            "qty": 2,
            "price_unit": 3,
            "price_subtotal": 6,
            "price_subtotal_incl": 6,
            "discount": 0,
            "tax_ids": [],
            "uuid": str(uuid4()),
        }
        payment = {"amount": 6, "payment_method_id": self.method.id, "uuid": str(uuid4())}
        is_paid = state == "paid"
        order = {
            "uuid": uuid,
            "access_token": str(uuid4()),
            "state": state,
            "session_id": config.current_session_id.id,
            "company_id": config.company_id.id,
            "user_id": self.colleague.id,
            "partner_id": False,
            "amount_paid": 6 if is_paid else 0,
            "amount_total": 6,
            "amount_tax": 0,
            "amount_return": 0,
            "lines": [[0, 0, line]],
            "payment_ids": [[0, 0, payment]] if is_paid else [],
            "to_invoice": False,
            "sync_transfer_uuid": transfer.uuid,
            **values,
        }
        self.env["pos.order"].with_user(self.colleague).sync_from_ui([order])
        return self.env["pos.order"].search([("uuid", "=", uuid)])

    def test_payment_travels_back_and_both_orders_are_linked(self):
        sent = self.send_order()
        transfer = sent.transfer_ids
        uuid = str(uuid4())
        self.deliver(transfer, uuid=uuid)
        order = self.sync(transfer, uuid=uuid)
        self.assertEqual((order.state, transfer.state, sent.state), ("paid", "paid", "paid"))
        self.assertEqual((transfer.pos_order_id, order.sync_transfer_ids), (order, transfer))
        self.assertTrue(transfer.paid_at)
        self.assertEqual((sent.pos_order_count, order.sync_order_count), (1, 1))
        action = order.action_open_sync_orders()
        self.assertEqual(self.env["pos.sync.order"].search(action["domain"]), sent)

    def test_order_that_is_put_on_the_server_unpaid_is_linked(self):
        transfer = self.send_order().transfer_ids
        self.deliver(transfer)
        order = self.sync(transfer, "draft")
        self.assertEqual((transfer.pos_order_id, transfer.state), (order, "delivered"))

    def test_payment_that_overtakes_the_confirmation_counts(self):
        transfer = self.send_order().transfer_ids
        self.claim(transfer)
        uuid = str(uuid4())
        self.sync(transfer, uuid=uuid)
        self.assertEqual(transfer.state, "paid")
        late = self.tell("sync.deliver", {"transfer": transfer.uuid, "order_uuid": uuid})
        self.assertEqual((late["status"], transfer.state), ("done", "paid"))

    def test_order_of_a_till_that_was_given_up_counts_when_it_turns_up(self):
        sent = self.send_order()
        transfer = sent.transfer_ids
        self.claim(transfer)
        transfer._expire()
        self.assertEqual(transfer.state, "failed")
        self.sync(transfer)
        self.assertEqual(sent.state, "paid")

    def test_cancelled_order_is_returned_to_its_sender(self):
        sent = self.send_order()
        self.deliver(sent.transfer_ids)
        order = self.sync(sent.transfer_ids, "draft")
        order.with_user(self.colleague).action_pos_order_cancel()
        self.assertEqual(sent.state, "returned")
        self.assertIn("cancelled", sent.transfer_ids.reason)

    def test_order_deleted_at_the_till_is_returned_to_its_sender(self):
        sent = self.send_order()
        self.deliver(sent.transfer_ids)
        order = self.sync(sent.transfer_ids, "draft")
        self.env["pos.order"].with_user(self.colleague).remove_from_ui(order.ids)
        self.assertEqual((order.exists().ids, sent.state), ([], "returned"))

    def test_draft_deleted_in_the_back_office_is_returned_to_its_sender(self):
        sent = self.send_order()
        self.deliver(sent.transfer_ids)
        self.sync(sent.transfer_ids, "draft").unlink()
        self.assertEqual(sent.state, "returned")
        self.assertIn("deleted", sent.transfer_ids.reason)

    def test_sale_that_names_what_it_did_not_take_goes_through_and_changes_nothing(self):
        self.open_session(self.far)
        waiting = self.send_order().transfer_ids
        others = self.send_order(self.far).transfer_ids
        self.claim(others, config=self.far.with_user(self.colleague))
        for transfer, state in ((waiting, "sent"), (others, "claimed")):
            self.assertEqual(self.sync(transfer).state, "paid")
            self.assertEqual(transfer.state, state)
            self.assertFalse(transfer.pos_order_id)
        unknown = self.sync(waiting, sync_transfer_uuid="nothing of ours")
        self.assertEqual(unknown.state, "paid")

    def test_order_at_the_sender_is_linked_whenever_it_comes(self):
        session = self.open_session(self.shop)
        uuid = str(uuid4())
        sent = self.send_order(source_uuid=uuid)
        self.assertFalse(sent.source_order_id)
        values = {"uuid": uuid, "session_id": session.id, "amount_total": 6, "amount_tax": 0}
        source = self.env["pos.order"].create({**values, "amount_paid": 0, "amount_return": 0})
        self.assertEqual((sent.source_order_id, source.sync_order_ids), (source, sent))
        again = self.send_order(source_uuid=uuid)
        self.assertEqual(again.source_order_id, source)

    def test_till_loads_under_which_transfer_an_order_came(self):
        transfer = self.send_order().transfer_ids
        self.deliver(transfer, NEAR)
        order = self.sync(transfer, "draft")
        read = self.env["pos.order"]._load_pos_data_read(order, self.near)
        self.assertEqual(read[0]["sync_transfer_uuid"], transfer.uuid)

    def test_order_that_was_merged_into_another_is_paid_with_that_one(self):
        sent = self.send_order()
        transfer = sent.transfer_ids
        self.deliver(transfer)
        source = self.sync(transfer, "draft")
        target, none = str(uuid4()), {"sync_transfer_uuid": False}
        self.sync(transfer, "draft", uuid=target, **none)
        told = self.tell("sync.move", {"transfer": transfer.uuid, "order_uuid": target})
        self.assertEqual(told["status"], "done", told)
        source.with_user(self.colleague).action_pos_order_cancel()
        self.assertEqual((sent.state, transfer.delivered_uuid), ("delivered", target))
        paid = self.sync(transfer, uuid=target, **none)
        self.assertEqual((sent.state, transfer.pos_order_id), ("paid", paid))

    def test_merged_order_that_is_cancelled_gives_back_all_that_it_stands_for(self):
        orders = [self.send_order(), self.send_order()]
        uuids = [str(uuid4()), str(uuid4())]
        for order, uuid in zip(orders, uuids, strict=True):
            self.deliver(order.transfer_ids, uuid=uuid)
        gone, left = orders
        self.tell("sync.move", {"transfer": gone.transfer_ids.uuid, "order_uuid": uuids[1]})
        order = self.sync(left.transfer_ids, "draft", uuid=uuids[1])
        self.assertEqual(gone.transfer_ids.pos_order_id, order)
        order.with_user(self.colleague).action_pos_order_cancel()
        self.assertEqual([one.state for one in orders], ["returned", "returned"])

    def test_draft_of_an_order_that_was_handed_over_is_cancelled_whenever_it_comes(self):
        self.open_session(self.shop)
        before, after, copied = str(uuid4()), str(uuid4()), str(uuid4())
        drafts = [self.make_draft(before)]
        self.send_order(source_uuid=before)
        self.send_order(source_uuid=after)
        drafts.append(self.make_draft(after))
        drafts.append(self.make_draft(copied))
        self.send_order(source_uuid=copied, keep="copy")
        self.assertEqual([draft.state for draft in drafts], ["cancel", "cancel", "draft"])

    def make_draft(self, uuid):
        """Put an unpaid order of the sender on the server; return the record."""
        amounts = {"amount_total": 6, "amount_tax": 0, "amount_paid": 0, "amount_return": 0}
        session = self.shop.current_session_id.id
        orders = self.env["pos.order"].with_user(self.cashier)
        return orders.create({"uuid": uuid, "session_id": session, **amounts})
