# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from copy import deepcopy

from odoo.fields import Datetime
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.point_of_sale.tests.common import TestPoSCommon
from odoo.addons.pos_offline_base.models import pos_offline_operation_apply
from odoo.addons.pos_offline_base.tests.common import OperationMixin


@tagged("post_install", "-at_install")
class TestCancelledOrders(OperationMixin, TestPoSCommon):
    """What a till cancelled without the server is cancelled once, or asked about."""

    def setUp(self):
        super().setUp()
        self.config = self.basic_config
        self.open_new_session()
        self.product = self.create_product("Ordered", self.categ_basic, 10)
        self.order = self.make_draft()
        muted = mute_logger(pos_offline_operation_apply.__name__)
        muted.__enter__()
        self.addCleanup(muted.__exit__)

    def make_draft(self):
        values = self.create_ui_order_data([(self.product, 2)], payments=[(self.cash_pm1, 0)])
        values.update(state="draft", payment_ids=[], access_token="token")
        self.env["pos.order"].sync_from_ui([deepcopy(values)])
        return self.env["pos.order"].search([("uuid", "=", values["uuid"])])

    def make_cancellation(self, **values):
        """As a till that knows the order as it is now, by its content."""
        lines = {line.uuid: [line.qty] for line in self.order.lines}
        payload = {"uuid": self.order.uuid, "reference": "1", "lines": lines, "payments": []}
        return self.make_operation("order.cancel", {**payload, "removed": [], **values})

    def add_line(self):
        self.order.lines.copy({"order_id": self.order.id, "uuid": "line-of-another-till"})

    def test_order_is_cancelled_once(self):
        operation = self.make_cancellation()
        answer = self.send_one(operation)
        self.assertEqual(answer["status"], "done")
        self.assertEqual(answer["result"], {"order": self.order.id, "state": "cancel"})
        self.assertEqual(self.order.state, "cancel")
        self.order.state = "draft"
        self.assertTrue(self.send_one(operation)["replayed"])
        self.assertEqual(self.order.state, "draft")

    def test_order_that_is_cancelled_already_is_done(self):
        self.order.action_pos_order_cancel()
        self.assertEqual(self.send_one(self.make_cancellation())["status"], "done")

    def test_order_that_was_paid_meanwhile_stays_paid(self):
        self.order.state = "paid"
        for anyway in (False, True):
            answer = self.send_one(self.make_cancellation(anyway=anyway))
            self.assertEqual([answer["status"], answer["code"]], ["failed", "validation"])
            self.assertIn("paid", answer["message"])
            self.assertEqual(self.order.state, "paid")

    def test_order_with_a_line_of_another_till_is_asked_about(self):
        operation = self.make_cancellation()
        self.add_line()
        answer = self.send_one(operation)
        self.assertEqual([answer["status"], answer["code"]], ["failed", "conflict"])
        self.assertIn("changed", answer["message"])
        self.assertEqual(self.order.state, "draft")

    def test_order_that_changed_is_cancelled_when_a_person_says_so(self):
        operation = self.make_cancellation()
        self.add_line()
        self.send_one(operation)
        again = {**operation, "payload": {**operation["payload"], "anyway": True}, "retry": True}
        self.assertEqual(self.send_one(again)["status"], "done")
        self.assertEqual(self.order.state, "cancel")

    def test_quantity_or_payment_of_another_till_is_a_change(self):
        operation = self.make_cancellation()
        self.order.lines.qty = 3
        self.assertEqual(self.send_one(operation)["code"], "conflict")
        operation = self.make_cancellation()
        self.order.add_payment(
            {
                "pos_order_id": self.order.id,
                "payment_method_id": self.cash_pm1.id,
                "amount": 1,
                "uuid": "paid-elsewhere",
            }
        )
        self.assertEqual(self.send_one(operation)["code"], "conflict")

    def test_line_that_the_till_had_taken_off_is_no_change(self):
        removed = self.order.lines.ids
        answer = self.send_one(self.make_cancellation(lines={}, removed=removed))
        self.assertEqual(answer["status"], "done")

    def test_order_that_nobody_has_written_since_is_as_the_till_knew_it(self):
        known = Datetime.to_string(self.order.write_date)
        answer = self.send_one(self.make_cancellation(lines={}, write_date=known))
        self.assertEqual(answer["status"], "done")

    def test_older_date_or_nonsense_is_no_proof(self):
        for known in ("2020-01-01 00:00:00", "nonsense", 5, None):
            operation = self.make_cancellation(lines={}, write_date=known)
            self.assertEqual(self.send_one(operation)["code"], "conflict")
        operation = self.make_cancellation(lines=[1], removed="x", payments=7)
        self.assertEqual(self.send_one(operation)["code"], "conflict")

    def test_order_that_is_gone_is_told(self):
        answer = self.send_one(self.make_cancellation(uuid="no-such-order"))
        self.assertEqual([answer["status"], answer["code"]], ["failed", "gone"])

    def test_order_of_another_company_is_left_alone(self):
        company = self.env["res.company"].sudo().create({"name": "Another Company"})
        self.env.user.sudo().company_ids += company
        self.env.cr.execute(
            "UPDATE pos_order SET company_id = %s WHERE id = %s", [company.id, self.order.id]
        )
        self.order.invalidate_recordset()
        answer = self.send_one(self.make_cancellation())
        self.assertEqual(answer["status"], "failed")
        self.assertIn(answer["code"], ["wrong_company", "gone"])
        self.assertEqual(self.order.sudo().state, "draft")

    def test_who_may_not_write_orders_cancels_none(self):
        cashier = new_test_user(
            self.env(su=True),
            "reads_only",
            groups="base.group_user,point_of_sale.group_pos_user",
            company_id=self.config.company_id.id,
        )
        access = self.env["ir.model.access"].sudo()
        access = access.search([("model_id.model", "=", "pos.order")])
        access.perm_write = False
        answer = self.send_one(self.make_cancellation(), config=self.config.with_user(cashier))
        self.assertEqual([answer["status"], answer["code"]], ["failed", "rights"])
        self.assertEqual(self.order.state, "draft")
