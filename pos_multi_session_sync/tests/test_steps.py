# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from odoo.addons.pos_multi_session_sync.tests.common import NEAR, OTHER, SyncCase
from odoo.addons.pos_multi_session_sync.tools.states import GIVEN_BACK, STATES, STEPS
from odoo.addons.pos_offline_base.exceptions import OfflineOperationError


@tagged("post_install", "-at_install")
class TestSteps(SyncCase):
    def test_order_is_sent_seen_taken_and_delivered_each_step_noted(self):
        order = self.send_order()
        transfer = order.transfer_ids
        self.assertEqual((order.state, transfer.state), ("sent", "sent"))
        self.assertEqual(transfer.receiver_session_id, self.near.current_session_id)
        self.tell("sync.seen", {"transfers": [transfer.uuid]})
        self.assertEqual(order.state, "seen")
        answer = self.claim(transfer)
        self.assertEqual((answer["status"], order.state), ("claimed", "claimed"))
        self.assertEqual(answer["payload"]["lines"][0]["uuid"], order.payload["lines"][0]["uuid"])
        uuid = str(uuid4())
        done = self.tell(
            "sync.deliver", {"transfer": transfer.uuid, "order_uuid": uuid, "difference": 0.5}
        )
        self.assertEqual(done["result"]["state"], "delivered")
        self.assertEqual((transfer.delivered_uuid, transfer.difference), (uuid, 0.5))
        steps = order.step_ids.sorted("id")
        self.assertEqual(steps.mapped("state_to"), ["sent", "seen", "claimed", "delivered"])
        self.assertEqual(steps.mapped("state_from"), [False, "sent", "seen", "claimed"])
        self.assertEqual(steps.user_id, self.cashier | self.colleague)
        self.assertEqual(steps[2].cashier, self.manager.name)
        self.assertEqual(steps.mapped("device"), [self.device, NEAR, NEAR, NEAR])
        for field in ("queued_at", "sent_at", "seen_at", "claimed_at", "delivered_at"):
            self.assertTrue(transfer[field], field)

    def test_order_keeps_who_sent_what(self):
        order = self.send_order(order=self.make_order(self.make_line(), self.make_line(qty=1)))
        self.assertRegex(order.name, r"^SYNC/\d{4}/\d{5}$")
        self.assertEqual(
            (order.user_id, order.device, order.line_count, order.amount_total, order.note),
            (self.cashier, self.device, 2, 6, "Table 4"),
        )
        self.assertEqual(
            (order.company_id, order.currency_id.id), (self.shop.company_id, self.currency_id)
        )
        self.assertEqual(order.expires_at - order.sent_at, timedelta(hours=24))

    def test_same_sending_twice_makes_one_order(self):
        operation = self.make_send([self.near.id])
        first, second = self.send_one(operation), self.send_one(operation)
        self.assertEqual(first["result"], second["result"])
        self.assertTrue(second["replayed"])
        uuid = operation["payload"]["uuid"]
        self.assertEqual(self.env["pos.sync.order"].search_count([("uuid", "=", uuid)]), 1)

    def test_every_illegal_step_is_refused_with_the_present_state(self):
        transfer = self.send_order().transfer_ids
        for state, _label in STATES:
            for to, _label in STATES:
                if to in STEPS[state]:
                    continue
                transfer.write({"state": state})
                with self.assertRaises(OfflineOperationError) as caught:
                    transfer._move(to)
                self.assertIn(self.near.name, caught.exception.message)
                self.assertEqual(transfer.state, state)

    def test_every_legal_step_is_noted(self):
        transfer = self.send_order().transfer_ids
        for state, steps in STEPS.items():
            for to in sorted(steps):
                transfer.write({"state": state})
                transfer._move(to)
                self.assertEqual(transfer.state, to)
                last = transfer.step_ids.sorted("id")[-1]
                self.assertEqual((last.state_from, last.state_to), (state, to))

    def test_paid_is_the_end(self):
        self.assertFalse(STEPS["paid"])

    # -- One winner --------------------------------------------------------------------------------

    def test_second_till_of_a_receiver_is_told_who_was_first(self):
        transfer = self.send_order().transfer_ids
        self.assertEqual(self.claim(transfer)["status"], "claimed")
        answer = self.claim(transfer, OTHER)
        self.assertEqual((answer["status"], answer["state"]), ("taken", "claimed"))
        self.assertEqual(answer["winner"]["config"], self.near.name)
        self.assertEqual(answer["winner"]["cashier"], self.manager.name)
        self.assertIn(self.manager.name, answer["text"])

    def test_till_that_asks_again_still_has_the_order(self):
        transfer = self.send_order().transfer_ids
        first, second = self.claim(transfer), self.claim(transfer)
        self.assertEqual(first["payload"], second["payload"])
        self.assertEqual(len(transfer.step_ids), 2)

    def test_first_receiver_wins_and_the_others_are_told(self):
        self.open_session(self.far)
        order = self.send_order(self.near, self.far, mode="first")
        near, far = order.transfer_ids.sorted("id")
        self.claim(near)
        self.assertEqual((far.state, order.state), ("recalled", "claimed"))
        self.assertIn(self.near.name, far.reason)
        answer = self.claim(far, OTHER, self.far.with_user(self.colleague))
        self.assertEqual((answer["status"], answer["winner"]["config"]), ("taken", self.near.name))

    def test_each_receiver_gets_its_own(self):
        self.open_session(self.far)
        order = self.send_order(self.near, self.far)
        near, far = order.transfer_ids.sorted("id")
        self.assertEqual(self.claim(near)["status"], "claimed")
        at_far = self.far.with_user(self.colleague)
        self.assertEqual(self.claim(far, OTHER, at_far)["status"], "claimed")

    def test_recalled_order_is_gone_for_the_receiver(self):
        order = self.send_order()
        self.tell(
            "sync.recall", {"uuid": order.uuid, "reason": "Mistake"}, self.config, self.device
        )
        answer = self.claim(order.transfer_ids)
        self.assertEqual((answer["status"], answer["winner"]), ("gone", None))

    # -- Back to the sender ------------------------------------------------------------------------

    def test_recall_takes_back_what_nobody_took(self):
        order = self.send_order(self.near, self.far)
        near, far = order.transfer_ids.sorted("id")
        self.claim(near)
        payload = {"uuid": order.uuid, "reason": "Mistake"}
        answer = self.tell("sync.recall", payload, self.config, self.device)
        states = [item["state"] for item in answer["result"]["transfers"]]
        self.assertEqual((states, far.reason), (["claimed", "recalled"], "Mistake"))
        again = self.tell("sync.recall", payload, self.config, self.device)
        self.assertEqual((again["status"], again["code"]), ("failed", "conflict"))
        self.assertIn(self.near.name, again["message"])

    def test_receiver_returns_with_a_reason(self):
        order = self.send_order()
        transfer = order.transfer_ids
        payload = {"transfer": transfer.uuid, "reason": "No milk left"}
        self.assertEqual(self.tell("sync.return", payload)["result"]["state"], "returned")
        self.assertEqual((order.state, transfer.reason), ("returned", "No milk left"))
        self.assertEqual(self.tell("sync.return", payload)["status"], "done")

    def test_only_the_till_that_took_the_order_delivers_or_returns_it(self):
        transfer = self.send_order().transfer_ids
        self.claim(transfer)
        payload = {"transfer": transfer.uuid, "order_uuid": str(uuid4()), "reason": ""}
        for kind in ("sync.deliver", "sync.return"):
            answer = self.tell(kind, payload, device=OTHER)
            self.assertEqual((answer["status"], answer["code"]), ("failed", "conflict"))
        self.assertEqual(transfer.state, "claimed")

    def test_two_that_name_the_same_device_or_none_do_not_both_win(self):
        for device in (NEAR, OTHER):
            transfer = self.send_order().transfer_ids
            answers = [
                self.at_near.with_user(user).claim_sync_order(
                    transfer.uuid, device, None, str(uuid4())
                )
                for user in (self.colleague, self.cashier, self.colleague)
            ]
            self.assertEqual([a["status"] for a in answers], ["claimed", "taken", "taken"])
            self.assertFalse(any("payload" in answer for answer in answers[1:]))
        transfer = self.send_order().transfer_ids
        for device, token in (
            *((device, str(uuid4())) for device in ("", None, False, True, 0.5, [], {}, "a b")),
            *((NEAR, token) for token in ("", None, False, 5, "x", [])),
        ):
            with self.assertRaises(UserError):
                self.at_near.claim_sync_order(transfer.uuid, device, None, token)
        self.assertEqual(transfer.state, "sent")

    def test_only_the_till_that_has_the_order_moves_it_to_another(self):
        sent = self.send_order()
        transfer, uuid = sent.transfer_ids, str(uuid4())
        payload = {"transfer": transfer.uuid, "order_uuid": str(uuid4())}
        self.claim(transfer)
        self.assertEqual(self.tell("sync.move", payload, device="evil")["code"], "conflict")
        self.deliver(transfer, uuid=uuid)
        self.assertEqual(self.tell("sync.move", payload, device="evil")["code"], "conflict")
        forged = {**payload, "claim": None}
        self.assertEqual(self.tell("sync.move", forged)["code"], "conflict")
        self.assertEqual((sent.state, transfer.delivered_uuid), ("delivered", uuid))
        self.assertEqual(self.tell("sync.move", payload)["status"], "done")
        self.assertEqual(transfer.delivered_uuid, payload["order_uuid"])

    def test_cashier_is_one_of_the_shops_whatever_a_till_says(self):
        _shop, foreigner = self.make_foreign_shop()
        for cashier, name in (
            ("<b>Mitchell Admin</b>", self.colleague.name),
            ("4111 1111 1111 1111", self.colleague.name),
            (foreigner.id, False),
            (self.manager.id, self.manager.name),
        ):
            transfer = self.send_order().transfer_ids
            self.at_near.claim_sync_order(transfer.uuid, NEAR, cashier, str(uuid4()))
            self.assertEqual(transfer.cashier or False, name)

    def test_confirming_twice_changes_nothing_and_another_order_is_refused(self):
        transfer = self.send_order().transfer_ids
        uuid = str(uuid4())
        self.deliver(transfer, uuid=uuid)
        again = {"transfer": transfer.uuid, "order_uuid": uuid}
        self.assertEqual(self.tell("sync.deliver", again)["status"], "done")
        other = {"transfer": transfer.uuid, "order_uuid": str(uuid4())}
        self.assertEqual(self.tell("sync.deliver", other)["code"], "conflict")
        self.assertEqual(transfer.delivered_uuid, uuid)

    def test_late_look_does_not_undo_a_delivery(self):
        transfer = self.send_order().transfer_ids
        self.deliver(transfer)
        self.assertEqual(self.tell("sync.seen", {"transfers": [transfer.uuid]})["status"], "done")
        self.assertEqual(transfer.state, "delivered")

    # -- Again -------------------------------------------------------------------------------------

    def test_next_version_reaches_those_who_have_not_taken_the_order(self):
        order = self.send_order(self.near, self.far)
        near, far = order.transfer_ids.sorted("id")
        self.claim(near)
        new = self.make_order(self.make_line(qty=9), totals={"total": 27, "tax": 0})
        send = self.make_send([self.near.id, self.far.id], new, uuid=order.uuid, version=2)
        self.assertEqual(self.send_one(send)["status"], "done")
        self.assertEqual((order.version, order.amount_total), (2, 27))
        self.assertEqual((near.version, near.state), (1, "claimed"))
        self.assertEqual((far.version, far.state), (2, "queued"))

    def test_till_that_took_a_version_goes_on_with_that_version(self):
        order = self.send_order(self.near, self.far)
        near = order.transfer_ids.sorted("id")[0]
        before = self.claim(near)["payload"]["lines"]
        new = self.make_order(self.make_line(qty=9))
        self.send_one(self.make_send([self.far.id], new, uuid=order.uuid, version=2))
        self.assertEqual(self.claim(near)["payload"]["lines"], before)

    def test_version_that_everybody_has_taken_is_not_replaced(self):
        order = self.send_order(self.near)
        self.deliver(order.transfer_ids)
        result = self.send_one(self.make_send([self.near.id], uuid=order.uuid, version=2))
        self.assertEqual((result["status"], result["code"]), ("failed", "conflict"))
        self.assertEqual(order.version, 1)

    def test_first_wins_order_that_is_taken_is_not_sent_to_others(self):
        order = self.send_order(self.near, self.far, mode="first")
        self.claim(order.transfer_ids.sorted("id")[0])
        result = self.send_one(
            self.make_send([self.far.id], uuid=order.uuid, version=2, mode="first")
        )
        self.assertEqual(result["code"], "conflict")

    def test_older_version_that_comes_late_is_refused(self):
        order = self.send_order()
        self.send_one(self.make_send([self.near.id], uuid=order.uuid, version=3))
        result = self.send_one(self.make_send([self.near.id], uuid=order.uuid, version=2))
        self.assertEqual((result["code"], order.version), ("conflict", 3))

    def test_new_choice_of_receivers_recalls_from_the_others(self):
        order = self.send_order(self.near)
        self.send_one(self.make_send([self.far.id], uuid=order.uuid, version=2))
        states = {item.receiver_config_id: item.state for item in order.transfer_ids}
        self.assertEqual(states, {self.near: "recalled", self.far: "queued"})

    def test_what_was_given_back_can_be_sent_again(self):
        order = self.send_order()
        transfer = order.transfer_ids
        for version, state in enumerate(GIVEN_BACK, start=2):
            transfer.write({"state": state, "closed_at": Datetime.now()})
            self.send_one(self.make_send([self.near.id], uuid=order.uuid, version=version))
            self.assertEqual((transfer.state, transfer.version), ("sent", version))
            self.assertFalse(transfer.closed_at)

    def test_order_of_another_sender_is_not_replaced(self):
        order = self.send_order()
        self.near.is_sync_sender = True
        self.far.is_sync_receiver = True
        send = self.make_send([self.far.id], uuid=order.uuid, version=2)
        result = self.send_one(send, self.at_near)
        self.assertEqual((result["status"], order.version), ("failed", 1))
