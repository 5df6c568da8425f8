# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo.fields import Datetime
from odoo.tests import tagged

from odoo.addons.pos_multi_session_sync.tests.common import SyncCase


@tagged("post_install", "-at_install")
class TestSchedule(SyncCase):
    def setUp(self):
        super().setUp()
        # The scheduler commits its progress; a test's transaction must not.
        self.patch(self.env.registry["ir.cron"], "_commit_progress", self.note_progress)
        self.batches = []

    def note_progress(self, processed=0, **_values):
        self.batches.append(processed)
        return 60

    def overdue(self, order):
        order.expires_at = Datetime.now() - timedelta(minutes=1)
        return order

    def test_what_nobody_took_in_time_goes_back(self):
        waiting = self.overdue(self.send_order(self.near, self.far))
        fresh = self.send_order()
        self.env["pos.sync.transfer"]._cron_expire()
        self.assertEqual(waiting.transfer_ids.mapped("state"), ["expired", "expired"])
        self.assertTrue(all(waiting.transfer_ids.mapped("reason")))
        self.assertEqual(fresh.state, "sent")
        self.assertEqual(self.claim(waiting.transfer_ids[0])["status"], "gone")

    def test_what_was_taken_and_never_delivered_is_given_up_and_may_still_turn_up(self):
        order = self.overdue(self.send_order())
        transfer = order.transfer_ids
        self.claim(transfer)
        self.env["pos.sync.transfer"]._cron_expire()
        self.assertEqual(order.state, "failed")
        self.assertIn("Cas Hier", transfer.reason)
        self.deliver(transfer)
        self.assertEqual(order.state, "delivered")

    def test_delivered_orders_do_not_expire(self):
        order = self.overdue(self.send_order())
        self.deliver(order.transfer_ids)
        self.env["pos.sync.transfer"]._cron_expire()
        self.assertEqual(order.state, "delivered")

    def test_many_overdue_orders_are_worked_off_in_batches(self):
        orders = [self.overdue(self.send_order()) for _index in range(5)]
        self.env["pos.sync.transfer"]._cron_expire(limit=2)
        self.assertEqual({order.state for order in orders}, {"expired"})
        self.assertEqual(sum(self.batches), 5)

    def test_old_orders_are_dropped_and_what_travels_is_kept(self):
        self.shop.sync_retention_days = 30
        old = Datetime.now() - timedelta(days=31)
        done, travelling, fresh = (self.send_order() for _index in range(3))
        self.deliver(done.transfer_ids)
        self.deliver(fresh.transfer_ids)
        (done | travelling).sent_at = old
        transfers, steps = done.transfer_ids, done.step_ids
        self.env["pos.sync.order"]._cron_drop_old()
        self.assertEqual((done | travelling | fresh).exists(), travelling | fresh)
        self.assertFalse(transfers.exists() or steps.exists())

    def test_each_sender_keeps_its_orders_as_long_as_it_says(self):
        self.shop.sync_retention_days = 365
        order = self.send_order()
        self.deliver(order.transfer_ids)
        order.sent_at = Datetime.now() - timedelta(days=100)
        self.env["pos.sync.order"]._cron_drop_old()
        self.assertTrue(order.exists())

    def test_old_presence_is_dropped(self):
        rows = self.env["pos.sync.presence"]
        old = rows.create({"config_id": self.near.id, "seen_at": "2020-01-01 00:00:00"})
        self.pull()
        rows._gc_presence()
        self.assertFalse(old.exists())
        self.assertTrue(rows.search([("config_id", "=", self.near.id)]))

    def test_presence_is_noted_once_a_minute(self):
        self.pull()
        self.pull()
        domain = [("config_id", "=", self.near.id)]
        self.assertEqual(self.env["pos.sync.presence"].search_count(domain), 1)

    def test_both_schedules_are_there(self):
        for name, code in (
            ("ir_cron_expire", "model._cron_expire()"),
            ("ir_cron_retention", "model._cron_drop_old()"),
        ):
            cron = self.env.ref(f"pos_multi_session_sync.{name}")
            self.assertEqual((cron.active, cron.code), (True, code))
