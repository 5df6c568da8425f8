# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.pos_multi_session_sync.tests.common import SyncCase


@tagged("post_install", "-at_install")
class TestReceivers(SyncCase):
    def test_sender_sees_who_is_there(self):
        self.send_order(self.near, self.near)
        self.send_order(self.far)
        self.pull()
        receivers = {item["id"]: item for item in self.config.get_sync_receivers()["receivers"]}
        self.assertEqual(set(receivers), {self.near.id, self.far.id})
        near, far = receivers[self.near.id], receivers[self.far.id]
        self.assertEqual(near["session"]["state"], "opened")
        self.assertEqual(near["session"]["cashier"], self.manager.name)
        self.assertTrue(near["last_seen"])
        self.assertEqual((near["waiting"], far["waiting"]), (1, 1))
        self.assertEqual((far["session"], far["last_seen"]), (None, None))

    def test_chosen_receivers_are_the_only_ones(self):
        self.shop.sync_receiver_ids = self.far
        receivers = self.config.get_sync_receivers()["receivers"]
        self.assertEqual([item["id"] for item in receivers], [self.far.id])
        self.assertIn(self.near.name, self.refuse(self.near)["message"])
        self.send_order(self.far)

    def test_other_currency_is_refused_with_the_reason(self):
        currency = self.env["res.currency"].with_context(active_test=False)
        currency = currency.search([("id", "!=", self.currency_id)], limit=1)
        currency.active = True
        journal = self.env["account.journal"].create(
            {"name": "Other", "code": "OTHR", "type": "sale", "currency_id": currency.id}
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Other", "currency_id": currency.id}
        )
        bank = self.env["pos.payment.method"].create({"name": "Later", "split_transactions": True})
        other = self.env["pos.config"].create(
            {
                "name": "Other Money",
                "journal_id": journal.id,
                "is_sync_receiver": True,
                "use_pricelist": True,
                "available_pricelist_ids": [(6, 0, pricelist.ids)],
                "pricelist_id": pricelist.id,
                "payment_method_ids": [(6, 0, bank.ids)],
            }
        )
        refused = self.config.get_sync_receivers()["refused"]
        self.assertEqual([item["id"] for item in refused], [other.id])
        self.assertIn("currency", refused[0]["reason"])
        self.assertIn("currency", self.refuse(other)["message"])

    def test_other_company_is_refused_with_the_reason(self):
        foreign, _user = self.make_foreign_shop()
        foreign.is_sync_receiver = True
        unknown = self.refuse(self.near, foreign)
        self.assertEqual(unknown["code"], "gone")
        self.assertNotIn(foreign.name, str(unknown))
        self.assertFalse(self.config.get_sync_receivers()["refused"])
        self.cashier.company_ids += foreign.company_id
        refused = self.config.get_sync_receivers()["refused"]
        self.assertEqual([item["id"] for item in refused], [foreign.id])
        self.assertIn("company", self.refuse(foreign)["message"])

    def test_without_the_roles_nothing_is_sent(self):
        self.near.is_sync_receiver = False
        self.assertIn(self.near.name, self.refuse(self.near)["message"])
        self.assertIn(self.shop.name, self.refuse(self.shop)["message"])
        self.shop.is_sync_sender = False
        result = self.refuse(self.far)
        self.assertEqual(result["code"], "rights")
        self.assertIn(self.shop.name, result["message"])

    def test_receiver_that_is_gone_is_said(self):
        number = self.far.id
        self.far.unlink()
        result = self.send_one(self.make_send([number]))
        self.assertEqual((result["status"], result["code"]), ("failed", "gone"))

    def test_closed_receiver_gets_its_orders_when_it_opens_and_keeps_them_when_it_closes(self):
        transfer = self.send_order(self.far).transfer_ids
        self.assertEqual((transfer.state, transfer.receiver_session_id.id), ("queued", False))
        session = self.open_session(self.far)
        self.assertEqual((transfer.state, transfer.receiver_session_id), ("sent", session))
        self.close_session(self.far)
        self.assertEqual((transfer.state, transfer.receiver_session_id.id), ("queued", False))
        later = self.open_session(self.far)
        self.assertEqual((transfer.state, transfer.receiver_session_id), ("sent", later))

    def test_session_that_is_not_opened_yet_receives_nothing(self):
        self.far.with_user(self.manager).open_ui()
        self.assertEqual(self.far.current_session_id.state, "opening_control")
        self.assertEqual(self.send_order(self.far).state, "queued")

    def test_cashier_who_closes_is_told_what_is_open(self):
        first, _second = self.send_order(), self.send_order()
        self.assertEqual(self.at_near.get_sync_closing_state(), {"inbox": 2, "sent": 0})
        self.assertEqual(self.config.get_sync_closing_state(), {"inbox": 0, "sent": 2})
        self.deliver(first.transfer_ids)
        self.assertEqual(self.config.get_sync_closing_state(), {"inbox": 0, "sent": 1})

    def test_settings_are_bounded(self):
        for name, value in (
            ("sync_expiry_hours", 0),
            ("sync_expiry_hours", 100000),
            ("sync_retention_days", 0),
        ):
            with self.assertRaises(ValidationError):
                self.shop.write({name: value})
        with self.assertRaises(ValidationError):
            self.shop.sync_receiver_ids = self.shop
        foreign, _user = self.make_foreign_shop()
        with self.assertRaises(ValidationError):
            self.shop.sync_receiver_ids = foreign

    def test_settings_are_written_to_the_point_of_sale(self):
        with Form(self.env["res.config.settings"]) as form:
            form.pos_config_id = self.far
            form.pos_is_sync_sender = True
            form.pos_sync_expiry_hours = 5
            form.pos_sync_receiver_ids.add(self.near)
        form.record.execute()
        self.assertTrue(self.far.is_sync_sender)
        self.assertEqual((self.far.sync_expiry_hours, self.far.sync_receiver_ids), (5, self.near))
