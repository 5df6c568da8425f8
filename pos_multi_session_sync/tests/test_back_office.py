# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.pos_multi_session_sync.tests.common import SyncCase
from odoo.addons.pos_multi_session_sync.tools.states import STEPS, TRAVELLING


@tagged("post_install", "-at_install")
class TestBackOffice(SyncCase):
    def ask(self, action, reason, user=None):
        """Confirm the question for a reason that an action opens."""
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard.with_user(user or self.cashier)) as form:
            form.reason = reason
        return form.record.action_confirm()

    def test_recall_asks_for_the_reason_and_tells_it(self):
        order = self.send_order()
        self.ask(order.with_user(self.plain).action_recall(), "Mistake", self.plain)
        self.assertEqual((order.state, order.transfer_ids.reason), ("recalled", "Mistake"))
        self.assertEqual(order.step_ids[0].user_id, self.plain)

    def test_recall_of_a_delivered_order_names_who_has_it(self):
        order = self.send_order()
        self.deliver(order.transfer_ids)
        with self.assertRaisesRegex(UserError, self.near.name):
            self.ask(order.with_user(self.cashier).action_recall(), "Mistake")

    def test_manager_gives_up_with_a_reason(self):
        order = self.send_order()
        self.claim(order.transfer_ids)
        action = order.with_user(self.manager).action_mark_failed()
        self.ask(action, "The till fell into the sea", self.manager)
        self.assertEqual(order.state, "failed")
        self.assertIn("sea", order.transfer_ids.reason)

    def test_order_that_was_given_back_is_sent_again_as_it_was(self):
        order = self.send_order()
        order.with_user(self.manager).action_expire()
        payload = order.payload
        order.with_user(self.plain).action_send_again()
        self.assertEqual((order.state, order.version, order.payload), ("sent", 2, payload))
        self.assertEqual(order.transfer_ids.version, 2)

    def test_order_that_travels_or_is_delivered_is_not_sent_again(self):
        order = self.send_order()
        with self.assertRaises(UserError):
            order.with_user(self.cashier).action_send_again()
        self.deliver(order.transfer_ids)
        with self.assertRaises(UserError):
            order.with_user(self.cashier).action_send_again()
        self.assertEqual(order.version, 1)

    def test_order_is_not_sent_again_where_it_may_not_go_any_more(self):
        order = self.send_order()
        order.with_user(self.manager).action_expire()
        self.near.is_sync_receiver = False
        with self.assertRaisesRegex(UserError, self.near.name):
            order.with_user(self.cashier).action_send_again()

    def test_buttons_follow_the_state(self):
        order = self.send_order()
        self.assertEqual((order.can_recall, order.can_send_again), (True, False))
        self.tell("sync.return", {"transfer": order.transfer_ids.uuid, "reason": ""})
        self.assertEqual((order.can_recall, order.can_send_again), (False, True))
        self.deliver(self.send_order().transfer_ids)
        self.assertEqual((order.can_recall, order.can_send_again), (False, True))

    def test_lines_are_shown_as_they_were_sent_and_escaped(self):
        line = self.make_line(full_product_name="<b>Tea</b>", note="<script>1</script>")
        order = self.send_order(
            order=self.make_order(line, {**self.make_line(), "product_id": 99999999})
        )
        html = str(order.lines_html)
        self.assertIn("&lt;b&gt;Tea&lt;/b&gt;", html)
        self.assertNotIn("<script>", html)
        self.assertIn("no longer there", html)

    def test_list_form_search_and_reports_open_for_a_plain_user(self):
        order = self.send_order().with_user(self.plain)
        for view in ("list", "kanban", "form", "search"):
            order.get_views([(False, view)])
        order.transfer_ids.get_views([(False, "graph"), (False, "pivot"), (False, "list")])
        Form(order)
        fields = ["name", "state", "sender_config_id", "receiver_config_ids", "amount_total"]
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        rows = order.with_user(self.manager).export_data(fields)["datas"]
        self.assertEqual(rows[0][0], order.name)

    def test_filters_find_what_they_say(self):
        order = self.send_order()
        domain = [
            (
                "transfer_ids",
                "any",
                [
                    ("state", "in", ("sent", "seen", "claimed")),
                    ("receiver_session_id.user_id", "=", self.manager.id),
                ],
            )
        ]
        orders = self.env["pos.sync.order"].with_user(self.manager)
        self.assertIn(order, orders.search(domain))
        self.assertIn(order, orders.search([("receiver_config_ids", "=", self.near.id)]))
        self.assertNotIn(order, orders.search([("receiver_config_ids", "=", self.far.id)]))

    def test_time_to_delivery_and_reasons_are_measured(self):
        transfer = self.send_order().transfer_ids
        self.deliver(transfer)
        transfer.delivered_at = transfer.queued_at.replace(year=transfer.queued_at.year + 1)
        self.assertGreater(transfer.delivery_time, 364 * 24 * 60)
        average = [("sender_config_id", "=", self.shop.id)], [], ["delivery_time:avg"]
        expected = transfer.delivery_time
        back = self.send_order().transfer_ids
        (row,) = back._read_group(*average)
        self.assertAlmostEqual(row[0], expected)
        self.tell("sync.return", {"transfer": back.uuid, "reason": "No milk"})
        groups = self.env["pos.sync.transfer"].formatted_read_group(
            [("sender_config_id", "=", self.shop.id)],
            ["state", "reason"],
            ["__count", "delivery_time:avg"],
        )
        found = {(group["state"], group["reason"]): group["__count"] for group in groups}
        self.assertEqual(found["returned", "No milk"], 1)

    def test_smart_buttons_lead_to_the_orders(self):
        order = self.send_order()
        for record in (self.near.current_session_id, self.near, self.shop):
            action = record.with_user(self.manager).action_open_sync_orders()
            self.assertIn(order, self.env["pos.sync.order"].search(action["domain"]))
        self.assertEqual(self.near.current_session_id.sync_order_count, 1)
        action = self.far.action_open_sync_orders()
        self.assertNotIn(order, self.env["pos.sync.order"].search(action["domain"]))

    def test_menu_is_under_orders(self):
        menu = self.env.ref("pos_multi_session_sync.pos_sync_order_menu")
        self.assertEqual(menu.parent_id, self.env.ref("point_of_sale.menu_point_of_sale"))

    def test_demo_data_shows_every_state(self):
        if not self.env.ref("pos_multi_session_sync.demo_order_queued", raise_if_not_found=False):
            self.skipTest("The database has no demo data.")
        shown = self.env["ir.model.data"].search(
            [("module", "=", "pos_multi_session_sync"), ("model", "=", "pos.sync.transfer")]
        )
        transfers = self.env["pos.sync.transfer"].browse(shown.mapped("res_id"))
        states = {step.state_to for step in transfers.step_ids}
        self.assertEqual(states, set(STEPS))
        self.assertGreaterEqual(set(transfers.sync_order_id.mapped("state")), {"sent", "paid"})

    def test_module_is_not_uninstalled_while_orders_are_on_their_way(self):
        module = self.env["ir.module.module"].search([("name", "=", "pos_multi_session_sync")])
        base = self.env["ir.module.module"].search([("name", "=", "pos_offline_base")])
        travelling = self.env["pos.sync.transfer"].search([("state", "in", TRAVELLING)])
        travelling.with_user(SUPERUSER_ID)._move("failed")
        order = self.send_order()
        for each in (module, base):
            with self.assertRaisesRegex(UserError, order.name):
                each.button_uninstall()
            self.assertEqual(each.state, "installed")
        order.with_user(self.manager).action_expire()
        module.button_uninstall()
        self.assertEqual(module.state, "to remove")
