# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.exceptions import AccessError, MissingError
from odoo.tests import new_test_user, tagged

from odoo.addons.pos_multi_session_sync.tests.common import NEAR, SyncCase

MODELS = ("pos.sync.order", "pos.sync.transfer", "pos.sync.step")


@tagged("post_install", "-at_install")
class TestRights(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strangers = [
            new_test_user(cls.env, "sync_portal", groups="base.group_portal"),
            new_test_user(cls.env, "sync_office", groups="base.group_user"),
            cls.env.ref("base.public_user"),
        ]

    def get_rows(self, order):
        return (order, order.transfer_ids, order.step_ids)

    def test_users_of_the_company_read_and_nobody_writes(self):
        order = self.send_order()
        for user in (self.plain, self.cashier, self.manager):
            for rows in self.get_rows(order):
                mine = rows.with_user(user)
                mine.read()
                for forbidden in (
                    lambda mine=mine: mine.write({"write_uid": 1}),
                    lambda mine=mine: mine.unlink(),
                    lambda mine=mine: mine.create({}),
                    lambda mine=mine: mine.copy(),
                ):
                    with self.assertRaises(AccessError):
                        forbidden()
        with self.assertRaises(AccessError):
            order.transfer_ids.with_user(self.manager).write({"state": "paid"})
        with self.assertRaises(AccessError):
            order.with_user(self.manager).write({"payload": {}})

    def test_strangers_read_nothing_and_may_ask_nothing(self):
        order = self.send_order()
        for user in self.strangers:
            for rows in self.get_rows(order):
                with self.assertRaises(AccessError):
                    rows.with_user(user).read(["id"])
                with self.assertRaises(AccessError):
                    rows.with_user(user).search([])
            near = self.near.with_user(user)
            for question in (
                lambda near=near: near.pull_sync_orders(""),
                lambda near=near: near.read_sync_order(order.transfer_ids.uuid),
                lambda near=near: near.claim_sync_order(
                    order.transfer_ids.uuid, NEAR, None, str(uuid4())
                ),
                lambda near=near: near.get_sync_receivers(),
                lambda near=near: near.get_sync_closing_state(),
                lambda near=near: near.apply_offline_operations({}),
            ):
                with self.assertRaises(AccessError):
                    question()
            with self.assertRaises(AccessError):
                order.with_user(user).action_send_again()
        self.assertEqual(order.state, "sent")

    def test_other_company_sees_nothing(self):
        order = self.send_order()
        foreign, user = self.make_foreign_shop()
        user.group_ids += self.env.ref("point_of_sale.group_pos_manager")
        for model in MODELS:
            self.assertFalse(self.env[model].with_user(user).search([]))
        for rows in self.get_rows(order):
            with self.assertRaises(AccessError):
                rows.with_user(user).read(["company_id"])
        with self.assertRaises(AccessError):
            self.near.with_user(user).pull_sync_orders("")
        with self.assertRaises(AccessError):
            order.with_user(user).action_expire()
        answer = foreign.with_user(user).pull_sync_orders("")
        self.assertEqual((answer["inbox"], answer["outbox"]), ([], []))

    def test_point_of_sale_that_has_no_part_in_an_order_gets_nothing_of_it(self):
        order = self.send_order(self.near)
        uuid = order.transfer_ids.uuid
        at_far = self.far.with_user(self.colleague)
        for question in (
            lambda: at_far.read_sync_order(uuid),
            lambda: at_far.claim_sync_order(uuid, NEAR, None, str(uuid4())),
            # Nor does the sender take its own order.
            lambda: self.config.claim_sync_order(uuid, NEAR, None, str(uuid4())),
            lambda: self.config.read_sync_order(str(uuid4())),
            lambda: self.config.read_sync_order(False),
        ):
            with self.assertRaises(MissingError):
                question()
        payload = {"transfer": uuid, "order_uuid": str(uuid4())}
        for kind in ("sync.deliver", "sync.return"):
            self.assertEqual(self.tell(kind, payload, at_far)["code"], "gone")
        self.tell("sync.seen", {"transfers": [uuid]}, at_far)
        recall = {"uuid": order.uuid, "reason": ""}
        self.assertEqual(self.tell("sync.recall", recall, self.at_near)["code"], "gone")
        self.assertEqual(order.state, "sent")

    def test_both_companies_do_not_help_in_the_wrong_shop(self):
        order = self.send_order()
        foreign, _user = self.make_foreign_shop()
        self.colleague.company_ids += foreign.company_id
        with self.assertRaises(MissingError):
            foreign.with_user(self.colleague).read_sync_order(order.transfer_ids.uuid)

    def test_managers_alone_expire_and_give_up(self):
        order = self.send_order()
        for action in ("action_expire", "action_mark_failed"):
            with self.assertRaises(AccessError):
                getattr(order.with_user(self.cashier), action)()
        wizard = self.env["pos.sync.reason"].with_user(self.cashier)
        asked = wizard.create({"sync_order_ids": order.ids, "step": "fail", "reason": "x"})
        with self.assertRaises(AccessError):
            asked.action_confirm()
        order.with_user(self.manager).action_expire()
        self.assertEqual(order.state, "expired")

    def test_reason_of_another_is_not_read_or_changed(self):
        order = self.send_order()
        wizard = self.env["pos.sync.reason"].with_user(self.cashier)
        asked = wizard.create({"sync_order_ids": order.ids, "step": "recall", "reason": "mine"})
        _foreign, foreigner = self.make_foreign_shop()
        for user in (foreigner, self.colleague, self.manager):
            theirs = asked.with_user(user)
            self.assertFalse(theirs.search([]))
            for act in (
                lambda theirs=theirs: theirs.read(["reason"]),
                lambda theirs=theirs: theirs.write({"reason": "forged"}),
                lambda theirs=theirs: theirs.action_confirm(),
            ):
                with self.assertRaises(AccessError):
                    act()
        asked.action_confirm()
        self.assertEqual(order.transfer_ids.reason, "mine")

    def test_reason_is_asked_for_no_order_of_another_company(self):
        order = self.send_order()
        _foreign, foreigner = self.make_foreign_shop()
        wizard = self.env["pos.sync.reason"].with_user(foreigner)
        values = {"sync_order_ids": order.ids, "step": "recall", "reason": "x"}
        with self.assertRaises(AccessError):
            wizard.create(values)

    def test_nobody_reads_by_what_a_till_holds_an_order(self):
        transfer = self.send_order().transfer_ids
        self.claim(transfer)
        for user in (self.plain, self.colleague, self.manager):
            with self.assertRaises(AccessError):
                transfer.with_user(user).read(["claim_token"])
            self.assertNotIn("claim_token", transfer.with_user(user).read()[0])
        self.assertNotIn(transfer.claim_token, str(self.pull()))

    def test_private_methods_are_not_for_callers(self):
        for model, names in (
            ("pos.sync.transfer", ("_move", "_claim", "_deliver")),
            ("pos.sync.order", ("_receive", "_send_again", "_do")),
        ):
            for name in names:
                self.assertTrue(hasattr(self.env[model], name))
        public = {
            name
            for model in MODELS
            for base in type(self.env[model]).__mro__
            if base.__module__.startswith("odoo.addons.pos_multi_session_sync")
            for name, value in vars(base).items()
            if callable(value) and not name.startswith("_")
        }
        expected = {"create", "write", "action_recall", "action_mark_failed", "action_expire"}
        self.assertEqual(public, {*expected, "action_send_again", "action_open_pos_orders"})

    def test_context_of_a_caller_sets_no_field(self):
        config = self.config.with_context(default_state="paid", default_note="x", default_name="y")
        result = self.send_one(self.make_send([self.near.id], note=None), config)
        order = self.get_order(result["result"]["name"])
        self.assertEqual((order.state, order.note or ""), ("sent", ""))
