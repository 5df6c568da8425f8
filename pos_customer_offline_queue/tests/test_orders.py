# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.tests import tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase


@tagged("post_install", "-at_install")
class TestOrders(CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.payment_method_ids = (
            cls.env["pos.payment.method"].create(
                {"name": "Test Bank", "journal_id": cls.shop.journal_id.id}
            )
            if not cls.shop.payment_method_ids
            else cls.shop.payment_method_ids
        )
        cls.shop.with_user(cls.cashier).open_ui()
        cls.session = cls.shop.current_session_id
        cls.product = cls.env["product.product"].create(
            {"name": "Test Tea", "available_in_pos": True, "list_price": 3, "taxes_id": False}
        )
        cls.method = cls.shop.payment_method_ids[0]

    def sell(self, customer_uuid, uuid=None, **values):
        """Send a paid order that names a waiting customer; return it."""
        uuid = uuid or str(uuid4())
        line = {
            "product_id": self.product.id,
            "qty": 1,
            "price_unit": 3,
            "price_subtotal": 3,
            "price_subtotal_incl": 3,
            "discount": 0,
            "tax_ids": [],
            "uuid": str(uuid4()),
        }
        payment = {"amount": 3, "payment_method_id": self.method.id, "uuid": str(uuid4())}
        order = {
            "uuid": uuid,
            "access_token": str(uuid4()),
            "state": "paid",
            "session_id": self.session.id,
            "company_id": self.shop.company_id.id,
            "user_id": self.cashier.id,
            "partner_id": False,
            "amount_paid": 3,
            "amount_total": 3,
            "amount_tax": 0,
            "amount_return": 0,
            "lines": [[0, 0, line]],
            "payment_ids": [[0, 0, payment]],
            "to_invoice": False,
            "offline_customer_uuid": customer_uuid,
            "offline_customer_data": {"name": "Ada Till", "phone": "1", "evil": "x", "city": ["x"]},
            **values,
        }
        orders = self.env["pos.order"].with_user(self.cashier)
        orders.sync_from_ui([order])
        return self.env["pos.order"].search([("uuid", "=", uuid)])

    def test_order_gets_the_customer_that_went_before_it(self):
        create = self.make_create()
        customer = self.get_customer(self.send_one(create))
        order = self.sell(create["uuid"])
        self.assertEqual((order.partner_id, order.state), (customer, "paid"))

    def test_order_goes_without_a_failed_customer_and_keeps_its_data(self):
        create = self.make_create({"name": ""})
        self.send_one(create)
        order = self.sell(create["uuid"], to_invoice=True)
        self.assertEqual((order.state, order.partner_id.id), ("paid", False))
        self.assertEqual(
            order.offline_customer_data, {"name": "Ada Till", "phone": "1", "to_invoice": True}
        )
        self.assertEqual(order.offline_customer_text, "Ada Till\n1")
        waiting = self.env.ref("pos_customer_offline_queue.pos_order_action_waiting_customer")
        self.assertIn(order, self.env["pos.order"].search(eval(waiting.domain)))  # noqa: S307
        self.assertEqual(self.get_log({"uuid": create["uuid"]}).order_count, 1)

    def test_customer_done_later_is_put_on_its_orders(self):
        self.shop.offline_customer_duplicate_policy = "ask"
        known = self.make_customer(phone="+32470000009")
        create = self.make_create({"phone": "+32470000009"})
        log = self.get_log(self.send_one(create)).with_user(self.manager)
        orders = self.sell(create["uuid"]) + self.sell(create["uuid"], to_invoice=True)
        other = self.sell(str(uuid4()))
        wizard = self.env["pos.customer.offline.resolve"].with_user(self.manager)
        wizard.create({"log_id": log.id}).action_use_existing()
        self.assertEqual(orders.partner_id, known)
        self.assertEqual([order.partner_id for order in orders], [known, known])
        self.assertFalse(other.partner_id)
        self.assertIn("invoice", orders[1].message_ids[0].body)

    def test_order_that_comes_before_its_customer_gets_it_afterwards(self):
        create = self.make_create()
        order = self.sell(create["uuid"])
        self.assertFalse(order.partner_id)
        customer = self.get_customer(self.send_one(create))
        self.assertEqual(order.partner_id, customer)

    def test_draft_sent_again_does_not_lose_its_customer(self):
        create = self.make_create()
        uuid = str(uuid4())
        draft = {"state": "draft", "payment_ids": [], "amount_paid": 0}
        self.sell(create["uuid"], uuid, **draft)
        customer = self.get_customer(self.send_one(create))
        order = self.sell(create["uuid"], uuid, lines=[], **draft)
        self.assertEqual(order.partner_id, customer)

    def test_customer_merged_since_is_followed(self):
        create = self.make_create()
        created, other = self.get_customer(self.send_one(create)), self.make_customer()
        self.env["base.partner.merge.automatic.wizard"]._merge((created + other).ids, other)
        self.assertEqual(self.sell(create["uuid"]).partner_id, other)

    def test_known_customer_merged_while_the_order_waited_is_followed(self):
        one, two = self.make_customer(), self.make_customer(name="Who Is Left")
        number = one.id
        self.env["base.partner.merge.automatic.wizard"]._merge((one + two).ids, two)
        order = self.sell(False, partner_id=number)
        self.assertEqual((order.partner_id, order.offline_customer_data), (two, False))

    def test_known_customer_deleted_while_the_order_waited_is_kept_as_the_till_knew_them(self):
        gone = self.make_customer()
        number = gone.id
        gone.unlink()
        order = self.sell(False, partner_id=number, to_invoice=True)
        self.assertEqual((order.state, order.partner_id.id), ("paid", False))
        self.assertEqual(
            order.offline_customer_data, {"name": "Ada Till", "phone": "1", "to_invoice": True}
        )
        waiting = self.env.ref("pos_customer_offline_queue.pos_order_action_waiting_customer")
        self.assertIn(order, self.env["pos.order"].search(eval(waiting.domain)))  # noqa: S307

    def test_order_of_a_known_customer_keeps_no_copy_of_them(self):
        customer = self.make_customer()
        order = self.sell(False, partner_id=customer.id)
        self.assertEqual((order.partner_id, order.offline_customer_data), (customer, False))

    def test_customer_that_the_cashier_chose_afterwards_is_not_replaced(self):
        create = self.make_create()
        self.send_one(create)
        other = self.make_customer()
        self.assertEqual(self.sell(create["uuid"], partner_id=other.id).partner_id, other)

    def test_rubbish_instead_of_a_customer_does_not_stop_the_sale(self):
        for uuid, data in (("x", {}), (5, "text"), (str(uuid4()), {"name": "x" * 20_000})):
            order = self.sell(uuid, offline_customer_data=data)
            self.assertEqual(order.state, "paid")
            self.assertFalse(order.partner_id or order.offline_customer_data)

    def test_sale_does_not_fail_for_what_no_database_takes_and_keeps_no_card(self):
        data = {
            "name": "Jo\x00e",
            "city": "Jo\ud800e",
            "street": "Main Street",
            "comment": "4111 1111 1111 1111 12/27",
        }
        order = self.sell(str(uuid4()), offline_customer_data=data)
        self.assertEqual(order.state, "paid")
        self.assertEqual(
            order.offline_customer_data,
            {"street": "Main Street", "comment": "[card number removed] 12/27"},
        )
