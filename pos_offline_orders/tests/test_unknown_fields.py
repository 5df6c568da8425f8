# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from unittest.mock import patch
from uuid import uuid4

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.point_of_sale.models.pos_order import PosOrder as StockOrder

from .common import SaleCase

WARNS = "odoo.addons.pos_offline_orders.models.pos_order"


@tagged("post_install", "-at_install")
class TestUnknownFields(SaleCase):
    """A page from before a module went sends its fields; the sale arrives all the same."""

    def sync(self, line=None, **values):
        """Send a paid order of 20.00 as a till does; return what the server has of it."""
        amounts = {"amount_paid": 20, "amount_total": 20, "amount_tax": 0, **values}
        line = {"price_subtotal_incl": 20, **(line or {})}
        order = self.make_order(line, {"amount": 20}, **amounts)
        orders = self.env["pos.order"].with_user(self.plain)
        orders.sync_from_ui([order])
        return orders.search([("uuid", "=", order["uuid"])])

    @mute_logger(WARNS)
    def test_sale_with_fields_of_a_module_that_went_arrives_as_sold(self):
        order = self.sync(line={"gone_of_line": 1}, gone_uuid="abc", gone_data={"name": "Wim"})
        self.assertEqual((order.state, order.amount_total, order.amount_paid), ("paid", 20, 20))
        self.assertEqual(order.lines.product_id, self.product)

    @mute_logger(WARNS)
    def test_sale_that_relates_records_of_a_model_that_went_arrives(self):
        relations = {"gone.course": {str(uuid4()): {"line_ids": [str(uuid4())]}}}
        self.assertEqual(self.sync(relations_uuid_mapping=relations).state, "paid")

    @mute_logger("odoo.sql_db", "odoo.http")
    def test_control_stock_refuses_the_sale_for_such_a_field(self):
        with (
            patch.object(self.env.registry["pos.order"], "sync_from_ui", StockOrder.sync_from_ui),
            self.assertRaises(ValueError),
            self.env.cr.savepoint(),
        ):
            self.sync(gone_uuid="abc")

    def test_name_that_another_module_takes_out_itself_gets_as_far_as_there(self):
        seen = []
        stock = StockOrder._process_order

        def take_out(orders, order, existing):
            seen.append(order.pop("of_a_terminal", None))
            return stock(orders, order, existing)

        with patch.object(StockOrder, "_process_order", take_out):
            order = self.sync(of_a_terminal="T1")
        self.assertEqual((seen, order.state), (["T1"], "paid"))

    def test_error_that_has_another_cause_is_the_tills_to_know(self):
        def fail(_orders, _order, _existing):
            raise ValueError("another")

        with (
            patch.object(StockOrder, "_process_order", fail),
            mute_logger(WARNS),
            self.assertRaisesRegex(ValueError, "another"),
        ):
            self.sync(gone_uuid="abc")
