# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.common import TestPoSCommon

NOW = datetime(2026, 3, 4, 10, 15)


@tagged("post_install", "-at_install")
class TestSoldOffline(TestPoSCommon):
    """A sale says when the server had it, from which till, and how long after the payment."""

    def setUp(self):
        super().setUp()
        self.config = self.basic_config
        self.open_new_session()
        self.product = self.create_product("Sold", self.categ_basic, 10)

    def sell(self, age=None, device="7", **values):
        """Send a sale as a till does that took the money ``age`` seconds ago; return the order."""
        order = self.create_ui_order_data([(self.product, 1)], payments=[(self.cash_pm1, 10)])
        order.update({"state": "paid", **values})
        context = {"device_identifier": device}
        if age is not None:
            context["offline_sale_ages"] = {order["uuid"]: age}
        with freeze_time(NOW):
            self.env["pos.order"].with_context(**context).sync_from_ui([order])
        return self.env["pos.order"].search([("uuid", "=", order["uuid"])])

    def test_sale_of_an_outage_says_how_long_it_took_to_come(self):
        order = self.sell(age=5400)
        self.assertEqual(order.offline_delay, 90)
        self.assertEqual(order.offline_received_at, NOW)
        self.assertEqual(order.offline_device, "7")
        self.assertEqual(order.session_id.offline_order_count, 1)
        self.assertEqual(order.session_id.action_open_offline_orders()["res_id"], order.id)

    def test_sale_that_came_at_once_is_none(self):
        order = self.sell(age=2)
        self.assertFalse(order.offline_delay)
        self.assertEqual(order.offline_received_at, NOW)
        self.assertEqual(order.session_id.offline_order_count, 0)

    def test_sale_that_comes_again_is_as_it_came_first(self):
        order = self.sell(age=60)
        self.sell(age=600, uuid=order.uuid, id=order.id)
        self.assertEqual(order.offline_delay, 1)

    def test_open_order_is_not_received_before_it_is_paid(self):
        order = self.sell(age=600, state="draft", payment_ids=[], amount_paid=0)
        self.assertFalse(order.offline_received_at)
        self.assertFalse(order.offline_delay)

    def test_till_cannot_claim_an_age_that_is_none_or_when_it_was_received(self):
        for age in (-1, "600", None, True, 10**12, [600]):
            with self.subTest(age=age):
                order = self.sell(
                    age=age, offline_delay=5, offline_received_at="2020-01-01 00:00:00"
                )
                self.assertFalse(order.offline_delay)
                self.assertEqual(order.offline_received_at, NOW)

    def test_device_that_is_none_is_left_out(self):
        for device in (None, "x" * 99, {"a": 1}):
            with self.subTest(device=device):
                self.assertFalse(self.sell(device=device).offline_device)
