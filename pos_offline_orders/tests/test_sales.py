# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from copy import deepcopy

from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.common import TestPoSCommon
from odoo.addons.pos_offline_base.tests.common import OperationMixin


@tagged("post_install", "-at_install")
class TestSales(OperationMixin, TestPoSCommon):
    """What a receipt shows is what is on the server, and a second payment is told there."""

    def setUp(self):
        super().setUp()
        self.config = self.basic_config
        self.open_new_session()
        self.product = self.create_product("Sold", self.categ_basic, 10)
        self.other = self.create_product("Not charged", self.categ_basic, 5)

    def make_draft(self, products):
        """Return the order that the server has as a draft, and the message that made it."""
        lines = [(product, 1) for product in products]
        values = self.create_ui_order_data(lines, payments=[(self.cash_pm1, 0)])
        values.update(state="draft", payment_ids=[], access_token="token")
        self.env["pos.order"].sync_from_ui([deepcopy(values)])
        return self.env["pos.order"].search([("uuid", "=", values["uuid"])]), values

    def pay(self, order, values, lines, sold=None):
        """Send the payment of 10 as a till does that charged ``sold``."""
        paid = self.create_ui_order_data([(self.product, 1)], payments=[(self.cash_pm1, 10)])
        own = {"uuid": order.uuid, "id": order.id, "access_token": "token", "lines": lines}
        message = {**values, **paid, "state": "paid", **own}
        context = {"offline_sold_lines": {order.uuid: sold}} if sold is not None else {}
        self.env["pos.order"].with_context(**context).sync_from_ui([message])

    def test_line_that_was_not_charged_is_taken_off_and_told(self):
        order, values = self.make_draft([self.product, self.other])
        charged = order.lines[0]
        self.pay(order, values, [[1, charged.id, {"qty": 1}]], [charged.uuid])
        self.assertEqual(order.state, "paid")
        self.assertEqual(order.lines, charged)
        self.assertIn("Not charged", order.message_ids[0].body)

    def test_line_that_the_till_removes_itself_is_no_news(self):
        order, values = self.make_draft([self.product, self.other])
        charged, removed = order.lines
        self.pay(order, values, [[2, removed.id]], [charged.uuid])
        self.assertEqual(order.lines, charged)
        said = "".join(order.message_ids.mapped("body"))
        self.assertNotIn("Not on the receipt", said)
        self.assertNotIn("Deleted before", said)

    def test_line_of_a_till_without_a_word_of_its_receipt_stays(self):
        order, values = self.make_draft([self.product, self.other])
        values["amount_total"] = 15
        self.pay(order, values, [])
        self.assertEqual(len(order.lines), 2)

    def test_draft_keeps_the_lines_of_others(self):
        order, values = self.make_draft([self.product, self.other])
        context = {"offline_sold_lines": {order.uuid: [order.lines[0].uuid]}}
        message = {**values, "id": order.id, "lines": []}
        self.env["pos.order"].with_context(**context).sync_from_ui([message])
        self.assertEqual(len(order.lines), 2)

    def note(self, noted, **values):
        payload = {
            "order": noted.uuid,
            "what": "found",
            "reference": "26-1-000001",
            "total": 10,
            "payments": [{"method": "<b>Card</b>", "amount": 10}],
            **values,
        }
        return self.send_one(self.make_operation("sale.note", payload))

    def test_second_payment_is_noted_once_on_the_order(self):
        order, _values = self.make_draft([self.product])
        self.assertEqual(self.note(order)["status"], "done")
        body = order.message_ids[0].body
        self.assertIn("a second time", body)
        self.assertIn("10.00", body)
        self.assertNotIn("<b>", body)

    def test_reason_of_a_sale_given_up_is_on_the_order(self):
        order, _values = self.make_draft([self.product])
        self.note(order, what="given_up", reason="paid back in cash")
        self.assertIn("paid back in cash", order.message_ids[0].body)

    def test_note_about_an_order_that_is_gone_is_refused(self):
        order, _values = self.make_draft([self.product])
        answer = self.note(order, order="no-such-order")
        self.assertEqual([answer["status"], answer["code"]], ["failed", "gone"])
