# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.pos_multi_session_sync.tests.common import NEAR, SyncCase
from odoo.addons.pos_offline_base.tests.fuzz import TRIES, Fuzz, FuzzMixin

LOGGER = "odoo.addons.pos_offline_base.models.pos_offline_operation_apply"


@tagged("post_install", "-at_install")
class TestFuzz(FuzzMixin, SyncCase):
    def make_full_order(self):
        line = self.make_line(
            note='[{"text": "Hot", "colorIndex": 0}]',
            lots=[{"name": "L1"}],
            custom_values=[{"value_id": 1, "text": "x"}],
            price_extra=1,
            customer_note="x",
        )
        return self.make_order(
            line,
            self.make_line(parent_uuid=line["uuid"]),
            note="",
            customer={"id": None, "local_id": None, "name": "Ada", "phone": "1"},
            courses=[{"uuid": str(uuid4()), "index": 1, "fired": True}],
            preset_time="2026-11-21 12:00:00",
            table_name="3",
            guests=2,
        )

    @mute_logger(LOGGER)
    def test_strange_orders_are_answered_and_those_taken_can_be_drawn(self):
        self.send_spoilt(
            lambda: [self.make_send([self.near.id], self.make_full_order()) for _n in range(10)]
        )
        mine = [("sender_config_id", "=", self.shop.id)]
        orders = self.env["pos.sync.order"].search(mine).with_user(self.manager)
        self.assertTrue(orders)
        orders.read()
        for transfer in orders.transfer_ids.filtered(
            lambda one: one.receiver_config_id == self.near
        ):
            payload = self.at_near.read_sync_order(transfer.uuid)["payload"]
            self.assertTrue(all(line["uuid"] and line["product_id"] for line in payload["lines"]))

    @mute_logger(LOGGER)
    def test_strange_steps_are_answered(self):
        def make():
            transfer = self.send_order().transfer_ids
            self.claim(transfer)
            named = {
                "transfer": transfer.uuid,
                "order_uuid": str(uuid4()),
                "claim": self.get_token(transfer.uuid, self.device),
                "reason": "x",
                "difference": 0,
            }
            order = {"uuid": transfer.sync_order_id.uuid, "reason": "x"}
            kinds = ("sync.deliver", "sync.move", "sync.return")
            return [
                *(self.make_operation(kind, named) for kind in kinds),
                self.make_operation("sync.seen", {"transfers": [transfer.uuid]}),
                self.make_operation("sync.recall", order),
            ]

        self.send_spoilt(make, self.at_near, TRIES // 3)

    def test_strange_questions_are_answered_or_refused_in_words(self):
        fuzz = Fuzz()
        transfer = self.send_order().transfer_ids
        for _try in range(TRIES // 3):
            arguments = [transfer.uuid, NEAR, self.manager.id, str(uuid4())]
            for name, sound in (
                ("claim_sync_order", arguments),
                ("read_sync_order", [transfer.uuid]),
                ("pull_sync_orders", ["", 100]),
            ):
                spoilt = list(sound)
                spoilt[fuzz.random.randrange(len(spoilt))] = fuzz.make_strange()
                with self.subTest(seed=fuzz.seed, question=f"{name} {spoilt!r}"[:500]):
                    try:
                        getattr(self.at_near, name)(*spoilt)
                    except (AccessError, UserError) as error:
                        self.assertTrue(str(error))
