# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from copy import deepcopy
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.pos_offline_orders.models.pos_offline_order import PosOfflineOrder
from odoo.addons.pos_offline_orders.tools.refusals import ADVICE, CODES
from odoo.addons.pos_offline_orders.tools.refused_order import (
    MAX_REFUSED_BYTES,
    ORDER_REFUSED,
    fingerprint,
)

from .common import SaleCase

CARD = "4111 1111 1111 1111"


@tagged("post_install", "-at_install")
class TestRefusedOrders(SaleCase):
    """A sale that the server has refused reaches the managers, who deliver or void it."""

    def setUp(self):
        super().setUp()
        self.gone = self.env["product.product"].create({"name": "Gone Tea"}).id
        self.env["product.product"].browse(self.gone).unlink()

    def make_refused(self, order=None, **values):
        """Return what a till hands in of a sale of 23.00 whose product was deleted."""
        payload = {
            "order": order or self.make_order(line={"product_id": self.gone}),
            "reference": "2611-1-000001",
            "total": 23,
            "age": 600,
            "sold": [],
            "changes": {},
            "code": "missing",
            "message": "Deleted on the server: Product (number 5).",
        }
        return {**payload, **values}

    def hand_in(self, payload=None, config=None, **values):
        """Hand a sale in as the cashier; return the manager's record of it and the answer."""
        payload = self.make_refused() if payload is None else payload
        operation = self.make_operation(ORDER_REFUSED, payload, **values)
        answer = self.send_one(operation, config=config)
        uuid = payload["order"]["uuid"] if isinstance(payload.get("order"), dict) else ""
        rows = self.env["pos.offline.order"].with_user(self.manager)
        return rows.search([("uuid", "=", uuid)]), answer

    def choose(self, row, **choices):
        """Confirm the dialog of a delivery with the choices; return what it shows."""
        action = row.action_deliver()
        wizard = Form(
            self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])
        )
        for index in range(len(wizard.line_ids)):
            with wizard.line_ids.edit(index) as line:
                setattr(line, line.field, choices[line.field])
        return wizard.save().action_confirm()

    def find_order(self, row):
        return self.env["pos.order"].search([("uuid", "=", row.uuid)])

    # -- Handed in ---------------------------------------------------------------------------------

    def test_manager_sees_the_sale_with_its_cause_till_and_content(self):
        row, answer = self.hand_in()
        self.assertEqual(answer["result"], {"state": "refused"})
        self.assertEqual((row.state, row.code, row.device), ("refused", "missing", self.device))
        self.assertEqual((row.config_id, row.amount_total), (self.shop, 23))
        self.assertEqual(row.user_id, self.cashier)
        self.assertTrue(row.advice.startswith("Deliver it"))
        self.assertIn("Old Tea", row.content)
        self.assertIn("23.00", row.content)
        self.assertIn("Till Cash", row.content)
        age = fields.Datetime.now() - row.sold_at
        self.assertAlmostEqual(age.total_seconds(), 600, delta=60)

    def test_each_cause_has_its_advice(self):
        self.assertEqual(set(ADVICE), {code for code, _name in CODES})

    def test_sale_that_comes_again_is_one_with_the_last_reason(self):
        payload = self.make_refused()
        self.hand_in(payload)
        row, _answer = self.hand_in({**payload, "code": "closed", "message": "Closed."})
        self.assertEqual(len(row), 1)
        self.assertEqual((row.code, row.message), ("closed", "Closed."))

    def test_what_came_first_is_never_changed(self):
        payload = self.make_refused()
        row, _answer = self.hand_in(payload)
        before = deepcopy(row.payload)
        other = deepcopy(payload)
        other["order"]["lines"][0][2]["qty"] = 5
        self.hand_in({**other, "total": 99})
        self.assertEqual(row.payload, before)
        self.assertEqual(row.amount_total, 23)
        self.assertEqual(row.fingerprint, fingerprint(before))

    def test_sale_that_the_server_has_by_now_is_not_listed(self):
        order = self.make_order()
        self.env["pos.order"].with_user(self.plain).sync_from_ui([deepcopy(order)])
        row, answer = self.hand_in(self.make_refused(order))
        self.assertFalse(row)
        self.assertEqual(answer["result"], {"state": ""})

    def test_nothing_of_a_card_or_a_terminal_is_kept(self):
        order = self.make_order(line={"product_id": self.gone, "customer_note": CARD})
        order["payment_ids"][0][2].update(
            card_no="1111", transaction_id="T-77", cardholder_name="X"
        )
        row, _answer = self.hand_in(self.make_refused(order, message=CARD))
        kept = f"{row.payload} {row.message}"
        for secret in ("4111", "T-77", "card_no", "cardholder"):
            self.assertNotIn(secret, kept)

    def test_what_is_no_sale_is_refused_as_damaged(self):
        sound = self.make_refused()
        order = sound["order"]
        damaged = [
            {},
            {**sound, "order": None},
            {**sound, "order": {**order, "uuid": "1"}},
            {**sound, "order": {**order, "uuid": None}},
            {**sound, "order": {**order, "state": "draft"}},
            {**sound, "order": {**order, "lines": "x"}},
            {**sound, "order": {**order, "payment_ids": None}},
            {**sound, "order": {**order, "session_id": "1"}},
            {**sound, "total": "23"},
            {**sound, "total": True},
            {**sound, "total": 10**13},
        ]
        for payload in damaged:
            with self.subTest(payload), mute_logger("odoo.addons.pos_offline_base.models"):
                _row, answer = self.hand_in(payload)
                self.assertEqual((answer["status"], answer["code"]), ("failed", "malformed"))

    def test_odd_parts_of_a_sale_cost_nothing_else(self):
        odd = {"age": -1, "sold": "x", "changes": [], "code": "?", "message": 5, "reference": None}
        row, _answer = self.hand_in(self.make_refused(**odd))
        self.assertEqual((row.state, row.code, row.reference), ("refused", "server", row.uuid))
        strange = self.make_order(lines=[5, [], [0, 0], [0, 0, "x"], [0, 0, {"qty": "many"}]])
        row, _answer = self.hand_in(self.make_refused(strange))
        self.assertTrue(row.content)

    def test_sale_of_many_lines_is_taken_and_a_boundless_one_is_not(self):
        order = self.make_order()
        order["lines"] = [self.make_line(product_id=self.gone) for _number in range(500)]
        row, _answer = self.hand_in(self.make_refused(order))
        self.assertEqual(row.state, "refused")
        huge = self.make_order(general_customer_note="x" * MAX_REFUSED_BYTES)
        with mute_logger("odoo.addons.pos_offline_base.models"):
            _row, answer = self.hand_in(self.make_refused(huge))
        self.assertEqual(answer["code"], "too_large")

    # -- Delivered ---------------------------------------------------------------------------------

    def test_manager_puts_a_product_in_the_place_of_the_deleted_one(self):
        row, _answer = self.hand_in()
        shown = self.choose(row, product_id=self.product)
        order = self.find_order(row)
        self.assertEqual(shown["params"]["type"], "success")
        self.assertEqual((row.state, row.order_id), ("delivered", order))
        self.assertEqual((order.state, order.amount_total, order.amount_paid), ("paid", 23, 23))
        self.assertEqual(order.lines.product_id, self.product)
        self.assertEqual(order.lines.full_product_name, "Old Tea")
        self.assertEqual(order.user_id, self.plain)
        self.assertEqual(order.offline_device, self.device)
        self.assertGreaterEqual(order.offline_delay, 10)
        self.assertEqual(row.payload["order"]["lines"][0][2]["product_id"], self.gone)

    def test_manager_puts_a_payment_method_in_the_place_of_the_deleted_one(self):
        row, _answer = self.hand_in(
            self.make_refused(self.make_order(payment={"payment_method_id": 2_000_000_000}))
        )
        self.choose(row, payment_method_id=self.method)
        self.assertEqual(self.find_order(row).payment_ids.payment_method_id, self.method)
        self.assertEqual(row.state, "delivered")

    def test_what_is_gone_is_named_as_on_the_receipt(self):
        payment = {"payment_method_id": 2_000_000_000}
        order = self.make_order(line={"product_id": self.gone}, payment=payment)
        row, _answer = self.hand_in(self.make_refused(order))
        names = {note["field"]: note["label"] for note in row._get_gone()}
        self.assertEqual(names["product_id"], "Old Tea")
        self.assertIn("23.00", names["payment_method_id"])

    def test_nothing_is_delivered_without_a_choice_for_each(self):
        row, _answer = self.hand_in()
        wizard = self.env["pos.offline.order.deliver"].with_user(self.manager)
        wizard = wizard.create({"offline_order_id": row.id})
        with self.assertRaisesRegex(UserError, "Choose"):
            wizard.action_confirm()
        self.assertEqual(row.state, "refused")
        self.assertFalse(self.find_order(row))

    def test_sale_of_a_closed_register_goes_into_the_open_session(self):
        row, _answer = self.hand_in(self.make_refused(self.make_order(), code="closed"))
        self.session.with_user(self.manager).sudo().write({"state": "closed"})
        self.shop.invalidate_recordset()
        shown = row.action_deliver()
        self.assertEqual(shown["params"]["type"], "danger")
        self.assertIn("Open it", row.message)
        self.shop.with_user(self.manager).open_ui()
        opened = self.shop.current_session_id
        self.assertNotEqual(opened, self.session)
        row.action_deliver()
        self.assertEqual(row.state, "delivered")
        self.assertEqual(self.find_order(row).session_id, opened)

    def test_refusal_of_a_delivery_is_noted_and_changes_nothing_else(self):
        row, _answer = self.hand_in(self.make_refused(self.make_order()))
        refusal = patch.object(PosOfflineOrder, "_send", side_effect=UserError("Not in this house"))
        with refusal:
            shown = row.action_deliver()
        self.assertEqual((row.state, row.message), ("refused", "Not in this house"))
        self.assertEqual(shown["params"]["type"], "danger")
        self.assertIn("Not in this house", row.message_ids[0].body)

    def test_damaged_sale_is_not_delivered_and_says_so(self):
        order = self.make_order(lines=[[0, 0, {"qty": "many"}]])
        row, _answer = self.hand_in(self.make_refused(order))
        with mute_logger("odoo.addons.pos_offline_orders.models.pos_offline_order", "odoo.sql_db"):
            shown = row.action_deliver()
        self.assertEqual(shown["params"]["type"], "danger")
        self.assertEqual(row.state, "refused")
        self.assertTrue(row.message)
        self.assertFalse(self.find_order(row))

    def test_sale_that_the_till_brings_after_all_is_settled(self):
        order = self.make_order()
        row, _answer = self.hand_in(self.make_refused(order))
        self.env["pos.order"].with_user(self.plain).sync_from_ui([deepcopy(order)])
        self.assertEqual((row.state, row.order_id), ("delivered", self.find_order(row)))
        with self.assertRaisesRegex(UserError, "settled"):
            row.action_deliver()

    def test_till_that_sends_a_delivered_sale_again_gets_the_order_that_is_there(self):
        payload = self.make_refused()
        row, _answer = self.hand_in(payload)
        self.choose(row, product_id=self.product)
        again = self.env["pos.order"].with_user(self.plain)
        # The product of its message is still gone, and the till asks for the order first.
        known = again.read_pos_data_uuid(row.uuid)["pos.order"]
        self.assertEqual([each["state"] for each in known], ["paid"])
        _row, answer = self.hand_in(payload)
        self.assertEqual(answer["result"], {"state": "delivered"})

    def test_another_sale_under_the_same_number_settles_nothing(self):
        order = self.make_order()
        row, _answer = self.hand_in(self.make_refused(order))
        other = self.make_order(
            uuid=order["uuid"],
            lines=[self.make_line(price_subtotal_incl=50, price_unit=50)],
            payment_ids=[[0, 0, {"amount": 50, "payment_method_id": self.method.id}]],
            amount_total=50,
            amount_paid=50,
            amount_tax=0,
        )
        self.env["pos.order"].with_user(self.plain).sync_from_ui([other])
        self.assertEqual(row.state, "refused")
        shown = row.action_deliver()
        self.assertEqual(shown["params"]["type"], "danger")
        self.assertIn("another sale", row.message)

    # -- Voided ------------------------------------------------------------------------------------

    def void(self, row, reason="Paid back in cash"):
        action = row.action_void()
        wizard = self.env[action["res_model"]].with_user(self.manager)
        wizard = wizard.with_context(**action["context"]).create({"reason": reason})
        return wizard.action_confirm()

    def test_voided_sale_is_refused_to_its_till_with_the_reason(self):
        order = self.make_order()
        row, _answer = self.hand_in(self.make_refused(order))
        self.void(row)
        self.assertEqual((row.state, row.message), ("voided", "Paid back in cash"))
        with self.assertRaises(UserError) as caught:
            self.env["pos.order"].with_user(self.plain).sync_from_ui([deepcopy(order)])
        self.assertEqual(caught.exception.context, {"voided": {row.uuid: "Paid back in cash"}})
        self.assertFalse(self.find_order(row))

    def test_sale_is_not_voided_without_a_reason(self):
        row, _answer = self.hand_in()
        with self.assertRaisesRegex(UserError, "Say why"):
            self.void(row, "  ")
        self.assertEqual(row.state, "refused")

    def test_voided_sale_is_taken_back_and_delivered(self):
        row, _answer = self.hand_in(self.make_refused(self.make_order()))
        self.void(row)
        row.action_reopen()
        self.assertEqual(row.state, "refused")
        row.action_deliver()
        self.assertEqual(row.state, "delivered")

    def test_sale_given_up_on_the_till_is_kept_with_the_reason(self):
        payload = self.make_refused()
        self.hand_in(payload)
        row, answer = self.hand_in({**payload, "given_up": "Customer left"})
        self.assertEqual(answer["result"], {"state": "voided"})
        self.assertIn("Customer left", row.message)

    # -- Rights ------------------------------------------------------------------------------------

    def test_cashier_sees_and_settles_none(self):
        row, _answer = self.hand_in(self.make_refused(self.make_order()))
        for user in (self.cashier, self.plain):
            mine = row.with_user(user)
            for act in (mine.action_deliver, mine.action_void, mine.action_reopen):
                with self.subTest(f"{user.login} {act}"), self.assertRaises(AccessError):
                    act()
            with self.assertRaises(AccessError):
                mine.read(["payload"])

    def test_nobody_writes_a_row(self):
        row, _answer = self.hand_in()
        with self.assertRaises(AccessError):
            row.write({"state": "delivered"})
        with self.assertRaises(AccessError):
            row.unlink()
        with self.assertRaises(AccessError):
            row.create({"uuid": str(uuid4()), "reference": "x", "state": "refused"})

    def test_manager_of_another_company_sees_and_settles_none(self):
        row, _answer = self.hand_in(self.make_refused(self.make_order()))
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = new_test_user(
            self.env,
            "refused_foreign_manager",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        theirs = row.with_user(other).with_context(allowed_company_ids=company.ids)
        self.assertFalse(theirs.search([("uuid", "=", row.uuid)]))
        for act in (theirs.action_deliver, theirs.action_void):
            with self.assertRaises(AccessError):
                act()
        for model in ("pos.offline.order.void", "pos.offline.order.deliver"):
            wizard = self.env[model].with_user(other).with_context(allowed_company_ids=company.ids)
            with self.subTest(model), self.assertRaises(AccessError):
                wizard.create(
                    {"offline_order_id": row.id, **({"reason": "x"} if "void" in model else {})}
                )

    def test_cashier_of_another_shop_does_not_change_the_sale(self):
        payload = self.make_refused()
        row, _answer = self.hand_in(payload)
        other = self.env["pos.config"].create({"name": "Next door"})
        self.hand_in({**payload, "given_up": "mine"}, config=other.with_user(self.cashier))
        self.assertEqual((row.state, row.config_id), ("refused", self.shop))

    def test_session_counts_and_opens_what_waits_for_a_manager(self):
        row, _answer = self.hand_in(self.make_refused(self.make_order()))
        session = self.session.with_user(self.manager)
        self.assertEqual(session.refused_order_count, 1)
        self.assertEqual(session.action_open_refused_orders()["res_id"], row.id)
        self.assertEqual(self.session.with_user(self.plain).refused_order_count, 0)
        self.void(row)
        session.invalidate_recordset(["refused_order_count"])
        self.assertEqual(session.refused_order_count, 0)

    # -- Kept --------------------------------------------------------------------------------------

    def test_module_stays_while_a_sale_waits_for_a_manager(self):
        row, _answer = self.hand_in()
        modules = self.env["ir.module.module"].search([("name", "=", "pos_offline_orders")])
        with self.assertRaisesRegex(UserError, row.reference):
            modules.button_uninstall()
        self.void(row)
        modules._check_no_sale_is_refused()

    def test_only_what_was_settled_long_ago_is_dropped(self):
        open_row, _answer = self.hand_in()
        old, _answer = self.hand_in()
        recent, _answer = self.hand_in()
        self.void(old)
        self.void(recent)
        long_ago = fields.Datetime.now() - timedelta(days=181)
        (open_row + old).sudo().write({"received_at": long_ago})
        old.sudo().closed_at = long_ago
        self.env["pos.offline.order"].sudo()._gc_settled()
        self.assertEqual((open_row + old + recent).exists(), open_row + recent)
