# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import MissingError
from odoo.tests import tagged

from odoo.addons.pos_offline_orders.models.pos_order import PosOrder
from odoo.addons.pos_offline_orders.tools.gone_references import GoneReferences

from .common import SaleCase

GONE = 2_000_000_000  # no table has a record of that number


@tagged("post_install", "-at_install")
class TestGoneReferences(SaleCase):
    """A sale arrives, and is told, whatever was deleted since the till read it."""

    def sync(self, *orders):
        """Send orders as the plain cashier; return the records."""
        uuids = [order["uuid"] for order in orders]
        self.env["pos.order"].with_user(self.plain).sync_from_ui(list(orders))
        self.env.invalidate_all()
        found = self.env["pos.order"].search([("uuid", "in", uuids)])
        self.assertEqual(len(found), len(orders))
        return found

    def get_optional(self, model):
        """Return the relational fields of a model that an order can do without."""
        fields = self.env[model]._fields.values()
        own = (*GoneReferences.NEEDED.get(model, ()), "order_id", "pos_order_id")
        return [
            field
            for field in fields
            if field.relational and not field.required and field.name not in own
        ]

    def make_value(self, field):
        """Return what a till would send in a field whose target is gone."""
        return GONE if field.type == "many2one" else [[4, GONE]]

    def test_order_arrives_without_any_optional_record_that_is_gone(self):
        cases = [
            (model, field, values)
            for model, make in (
                ("pos.order", lambda values: values),
                ("pos.order.line", lambda values: {"line": values}),
                ("pos.payment", lambda values: {"payment": values}),
            )
            for field in self.get_optional(model)
            for values in [make({field.name: self.make_value(field)})]
            if field.name not in ("lines", "payment_ids")
        ]
        self.assertGreater(len(cases), 30)
        for model, field, values in cases:
            with self.subTest(model=model, field=field.name), self.env.cr.savepoint():
                order = self.sync(self.make_order(**values))
                self.assertEqual((order.state, order.amount_total), ("paid", 23))
                self.assertIn(GONE, [note["id"] for note in order.offline_left_out])

    def test_what_was_deleted_is_left_out_and_told_to_the_manager(self):
        pricelist = self.env["product.pricelist"].create({"name": "Gone List"})
        number = pricelist.id
        pricelist.unlink()
        order = self.sync(self.make_order(pricelist_id=number))
        self.assertFalse(order.pricelist_id)
        (note,) = order.offline_left_out
        self.assertEqual((note["model"], note["id"]), ("product.pricelist", number))
        self.assertIn(f"Pricelist (number {number})", order.message_ids[0].body)

    def test_order_that_names_what_is_there_keeps_it_and_nothing_is_told(self):
        pricelist = self.env["product.pricelist"].create({"name": "Kept List"})
        order = self.sync(self.make_order(pricelist_id=pricelist.id))
        self.assertEqual(order.pricelist_id, pricelist)
        self.assertFalse(order.offline_left_out)
        self.assertNotIn("left out", "".join(order.message_ids.mapped("body")))

    def test_amounts_stay_as_sold_where_the_tax_is_gone_also_with_change_given(self):
        tax = self.env["account.tax"].create({"name": "Gone Tax", "amount": 15})
        other = self.env["account.tax"].create({"name": "Kept Tax", "amount": 0})
        line = {"tax_ids": [tax.id, other.id]}
        values = self.make_order(line, payment={"amount": 30}, amount_paid=23, amount_return=-7)
        tax.unlink()
        order = self.sync(values)
        self.assertEqual((order.state, order.amount_total, order.amount_tax), ("paid", 23, 3))
        self.assertEqual(order.amount_paid, 23)
        self.assertEqual(order.lines.tax_ids, other)
        self.assertEqual((order.lines.price_subtotal, order.lines.price_subtotal_incl), (20, 23))

    def test_children_without_what_they_need_are_left_out_and_the_line_stays(self):
        child = {"custom_value": "Blue", "custom_product_template_attribute_value_id": GONE}
        line = {"custom_attribute_value_ids": [[0, 0, child]], "attribute_value_ids": [GONE]}
        order = self.sync(self.make_order(line))
        self.assertEqual(len(order.lines), 1)
        self.assertFalse(order.lines.custom_attribute_value_ids)
        self.assertFalse(order.lines.attribute_value_ids)

    def test_line_that_was_sold_is_there_although_it_was_removed_elsewhere(self):
        draft = self.make_order(state="draft", payment_ids=[], amount_paid=0)
        order = self.sync(draft)
        sold, removed = order.lines.id, self.make_line()
        order.lines.unlink()
        _code, _number, values = removed
        lines = [[1, sold, {**values, "id": sold}], [3, sold], [2, sold]]
        paid = self.make_order(uuid=order.uuid, lines=lines)
        order = self.sync(paid)
        self.assertEqual((order.state, order.lines.uuid), ("paid", values["uuid"]))
        self.assertFalse(order.offline_left_out)

    def test_what_is_no_sale_without_it_is_refused_and_named(self):
        for values in (
            {"line": {"product_id": GONE}},
            {"payment": {"payment_method_id": GONE}},
            {"session_id": GONE},
        ):
            with self.subTest(values=values), self.assertRaises(MissingError) as caught:
                self.sync(self.make_order(**values))
            self.assertIn(f"(number {GONE})", str(caught.exception))
            (note,) = caught.exception.context["missing"]
            self.assertEqual(note["id"], GONE)

    def test_customer_who_is_gone_is_told(self):
        order = self.sync(self.make_order(partner_id=GONE, to_invoice=True))
        self.assertEqual((order.state, order.to_invoice), ("paid", False))
        self.assertEqual([note["field"] for note in order.offline_left_out], ["partner_id"])

    def test_whether_records_are_there_is_asked_once_for_all_orders(self):
        def count(orders):
            before = self.env.cr.sql_log_count
            GoneReferences(self.env, "pos.order", orders)
            return self.env.cr.sql_log_count - before

        lines = [self.make_line(tax_ids=[GONE + number]) for number in range(5)]
        one = [self.make_order(lines=lines[:1])]
        many = [self.make_order(lines=lines) for _number in range(20)]
        self.assertEqual(count(many), count(one))

    def test_what_is_deleted_in_the_same_moment_is_named_too(self):
        values = self.make_order(pricelist_id=GONE)
        self.patch(PosOrder, "_leave_out_gone", lambda self, orders: None)
        with self.assertRaises(MissingError) as caught:
            self.sync(values)
        self.assertIn(f"Pricelist (number {GONE})", str(caught.exception))

    def test_till_cannot_claim_that_something_was_left_out(self):
        order = self.sync(self.make_order(offline_left_out=[{"model": "res.users", "id": 1}]))
        self.assertFalse(order.offline_left_out)
