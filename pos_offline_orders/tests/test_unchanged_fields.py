# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from copy import deepcopy

from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.common import TestPoSCommon


@tagged("post_install", "-at_install")
class TestUnchangedFields(TestPoSCommon):
    """A till that shares an order changes what it has changed, and nothing else."""

    def setUp(self):
        super().setUp()
        self.config = self.basic_config
        self.open_new_session()
        product = self.create_product("Shared", self.categ_basic, 10)
        values = self.create_ui_order_data([(product, 1)], payments=[(self.cash_pm1, 0)])
        values.update(state="draft", payment_ids=[], access_token="token")
        values.update(general_customer_note="", partner_id=False)
        self.env["pos.order"].sync_from_ui([deepcopy(values)])
        self.order = self.env["pos.order"].search([("uuid", "=", values["uuid"])])
        self.values = {**values, "id": self.order.id, "lines": []}

    def send(self, values, changes=None):
        """Send the draft as a till does that has changed the fields in ``changes``."""
        context = {"offline_changes": changes} if changes is not None else {}
        message = deepcopy({**self.values, **values})
        self.env["pos.order"].with_context(**context).sync_from_ui([message])

    def write_elsewhere(self):
        """Have another till write a note, a customer, and a note on the line."""
        self.partner = self.env["res.partner"].create({"name": "Of another till"})
        self.order.write({"general_customer_note": "B was here", "partner_id": self.partner.id})
        self.order.lines.customer_note = "No ice"

    def test_what_another_till_has_written_stays(self):
        self.write_elsewhere()
        line = self.order.lines
        update = [1, line.id, {"qty": 3, "customer_note": "", "price_subtotal": 30}]
        changes = {self.order.uuid: [], line.uuid: ["qty", "price_subtotal"]}
        self.send({"lines": [update]}, changes)
        self.assertEqual(self.order.general_customer_note, "B was here")
        self.assertEqual(self.order.partner_id, self.partner)
        self.assertEqual((line.qty, line.customer_note), (3, "No ice"))

    def test_what_the_till_has_changed_is_written(self):
        self.write_elsewhere()
        changes = {self.order.uuid: ["general_customer_note", "partner_id"]}
        self.send({"general_customer_note": "A was here"}, changes)
        self.assertEqual(self.order.general_customer_note, "A was here")
        self.assertFalse(self.order.partner_id)

    def test_amounts_are_as_the_till_has_computed_them(self):
        self.send({"amount_total": 12}, {self.order.uuid: []})
        self.assertEqual(self.order.amount_total, 12)

    def test_payment_keeps_the_notes_of_another_till_and_is_as_the_receipt_otherwise(self):
        self.write_elsewhere()
        line = self.order.lines
        update = [1, line.id, {"qty": 1, "customer_note": "", "price_subtotal": 10}]
        payment = [0, 0, {"amount": 10, "payment_method_id": self.cash_pm1.id, "name": "now"}]
        paid = {"state": "paid", "amount_paid": 10, "amount_total": 10, "payment_ids": [payment]}
        self.send({**paid, "lines": [update]}, {self.order.uuid: [], line.uuid: []})
        self.assertEqual((self.order.state, self.order.amount_paid), ("paid", 10))
        self.assertEqual(self.order.general_customer_note, "B was here")
        self.assertEqual(line.customer_note, "No ice")
        self.assertFalse(self.order.partner_id)

    def test_till_that_says_nothing_of_its_changes_writes_all_as_stock(self):
        self.write_elsewhere()
        self.send({})
        self.assertFalse(self.order.general_customer_note)

    def test_word_in_another_shape_is_left_alone(self):
        for changes in ([], "note", {self.order.uuid: "note"}, {self.order.uuid: None}):
            with self.subTest(changes=changes):
                self.send({"general_customer_note": "Written"}, changes)
                self.assertEqual(self.order.general_customer_note, "Written")
