# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon
from odoo.addons.pos_offline_base.tests.common import PatientTours


@tagged("post_install", "-at_install")
class TestTill(PatientTours, TestPointOfSaleHttpCommon):
    """A tour per role: who sends, who gets, and who watches over both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["pos.config"].search([]).write({"is_sync_sender": False, "is_sync_receiver": False})
        cls.till = cls.main_pos_config
        cls.till.offline_deadline = 30  # this is not about a slow machine
        if "offline_cache_enabled" in cls.till:
            # A test's server answers one request after the other: what the cache asks for is long.
            cls.till.offline_cache_enabled = False
        cls.desk = cls.till.copy({"name": "Desk of the tour"})

    def test_cashier_sends_an_order_and_calls_it_back(self):
        self.till.is_sync_sender = True
        self.desk.is_sync_receiver = True
        self.till.with_user(self.pos_user).open_ui()
        self.start_pos_tour("test_cashier_sends_an_order_and_calls_it_back", login="pos_user")
        order = self.env["pos.sync.order"].search([("sender_config_id", "=", self.till.id)])
        self.assertEqual(order.note, "by the window")
        self.assertEqual(order.line_count, 1)
        self.assertEqual(order.transfer_ids.receiver_config_id, self.desk)
        self.assertEqual(order.transfer_ids.mapped("state"), ["recalled"])
        self.assertEqual(order.transfer_ids.reason, "changed her mind")

    def test_cashier_takes_an_order_of_another_till_over(self):
        self.till.is_sync_receiver = True
        self.desk.is_sync_sender = True
        first, second = self._send("First", 1), self._send("Second", 3)
        self.till.with_user(self.pos_user).open_ui()
        self.start_pos_tour("test_cashier_takes_an_order_of_another_till_over", login="pos_user")
        self.assertEqual(first.transfer_ids.mapped("state"), ["returned"])
        self.assertEqual(first.transfer_ids.reason, "no time")
        self.assertEqual(second.transfer_ids.mapped("state"), ["paid"])
        sold = second.transfer_ids.pos_order_id
        self.assertEqual(sold.state, "paid")
        self.assertAlmostEqual(sold.amount_total, second.amount_total)
        self.assertEqual(second.transfer_ids.difference, 0)

    def test_manager_finds_an_order_on_its_way_and_recalls_it(self):
        self.till.is_sync_receiver = True
        self.desk.is_sync_sender = True
        self.till.with_user(self.pos_user).open_ui()
        self.till.current_session_id.state = "opened"
        order = self._send("First", 1)
        self.start_tour(
            "/odoo", "test_manager_finds_an_order_on_its_way_and_recalls_it", login="pos_admin"
        )
        self.assertEqual(order.state, "recalled")
        self.assertEqual(order.transfer_ids.reason, "the shop closes")
        self.assertEqual(order.step_ids[0].user_id, self.pos_admin)

    def _send(self, note, quantity):
        """Send an order of the desk to the till, as its outbox does; return the record."""
        product = self.desk_organizer.product_variant_id
        taxes = product.taxes_id.compute_all(5.1, quantity=quantity, product=product)
        total, untaxed = taxes["total_included"], taxes["total_excluded"]
        line = {
            "uuid": str(uuid4()),
            "product_id": product.id,
            "product_name": product.name,
            "full_product_name": product.name,
            "qty": quantity,
            "price_unit": 5.1,
            "price_type": "manual",
            "price_extra": 0,
            "discount": 0,
            "tax_ids": product.taxes_id.ids,
            "attribute_value_ids": [],
            "custom_values": [],
            "lots": [],
        }
        order = {
            "schema": 1,
            "currency_id": self.till.currency_id.id,
            "totals": {"total": total, "tax": total - untaxed},
            "lines": [line],
        }
        payload = {
            "uuid": str(uuid4()),
            "version": 1,
            "mode": "first",
            "keep": "hand_over",
            "receivers": [self.till.id],
            "note": note,
            "priority": "0",
            "order": order,
        }
        operation = {
            "uuid": str(uuid4()),
            "sequence": quantity,
            "kind": "sync.send",
            "payload": payload,
            "cashier": None,
            "created": 1_700_000_000_000,
        }
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        batch = {"protocol": 1, "database": database, "device": "77", "acknowledged": 0}
        desk = self.desk.with_user(self.pos_user)
        answer = desk.apply_offline_operations({**batch, "operations": [operation]})
        self.assertEqual(answer["results"][0]["status"], "done", answer)
        return self.env["pos.sync.order"].search([("uuid", "=", payload["uuid"])])
