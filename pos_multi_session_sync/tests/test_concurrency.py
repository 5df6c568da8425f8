# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import threading
import time
from uuid import uuid4

from odoo import api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import get_db_name, tagged

from odoo.addons.pos_multi_session_sync.tests.common import SyncMixin
from odoo.addons.pos_offline_base.tests.common import ConcurrentCase, committed

TILLS = 24
PATIENCE = 60  # s for a transaction of another database of the server


@tagged("post_install", "-at_install")
class TestConcurrency(SyncMixin, ConcurrentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with committed() as env:
            sender = env["pos.config"].browse(cls.config_id)
            sender.is_sync_sender = True
            cls.currency_id = sender.currency_id.id
            receivers = env["pos.config"].create(
                [{"name": f"Rival {n}", "is_sync_receiver": True} for n in range(TILLS)]
            )
            cls.receiver_ids = receivers.ids
            cls.product_id = env["product.product"].create({"name": "Rival Tea"}).id
        cls.addClassCleanup(cls._remove_rivals)

    @classmethod
    def _remove_rivals(cls):
        with committed() as env:
            env["pos.sync.order"].search([("sender_config_id", "=", cls.config_id)]).unlink()
            env["pos.config"].browse(cls.receiver_ids).unlink()
            env["product.product"].browse(cls.product_id).unlink()

    def send_order(self, receivers, mode):
        """Send an order, committed; return ``{receiver: uuid of its transfer}``."""
        batch = self.make_batch(self.make_send(receivers, mode=mode))
        with committed(self.user_id) as env:
            answer = env["pos.config"].browse(self.config_id).apply_offline_operations(batch)
        transfers = answer["results"][0]["result"]["transfers"]
        return {item["receiver_id"]: item["uuid"] for item in transfers}

    def ask_together(self, questions):
        """Claim from a thread and transaction each, none of which sees another's; return answers.

        :param list questions: ``(receiver, uuid, device)``
        """
        barrier = threading.Barrier(len(questions))
        answers = [None] * len(questions)
        threads = [
            threading.Thread(target=self._ask, args=(question, barrier, answers, index))
            for index, question in enumerate(questions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        return answers

    def _ask(self, question, barrier, answers, index):
        receiver, uuid, device = question
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, self.user_id, {})
            first_try = [True]

            def call():
                config = env["pos.config"].browse(receiver)
                config.read(["name"])
                if first_try:
                    first_try.clear()
                    barrier.wait(60)
                return config.claim_sync_order(uuid, device, None, str(uuid4()))

            answers[index] = retrying(call, env)

    def check_one_winner(self, answers, questions):
        """Check that one has the order, and that all the others are told who."""
        self.assertNotIn(None, answers)
        statuses = [answer["status"] for answer in answers]
        self.assertEqual(statuses.count("claimed"), 1, statuses)
        self.assertEqual(statuses.count("taken"), TILLS - 1)
        _receiver, uuid, device = questions[statuses.index("claimed")]
        with committed() as env:
            won = env["pos.sync.transfer"].search([("uuid", "=", uuid)])
            self.assertEqual((won.state, won.device), ("claimed", device))
            winner = won._describe_loss()["winner"]
        losers = [answer for answer in answers if answer["status"] == "taken"]
        self.assertEqual([answer["winner"] for answer in losers], [winner] * len(losers))

    def test_of_many_receivers_that_take_an_order_at_once_one_gets_it(self):
        transfers = self.send_order(self.receiver_ids, "first")
        questions = [
            (receiver, transfers[receiver], f"till-{receiver}") for receiver in self.receiver_ids
        ]
        answers = self.ask_together(questions)
        self.check_one_winner(answers, questions)
        with committed() as env:
            rows = env["pos.sync.transfer"].search([("uuid", "in", list(transfers.values()))])
            states = sorted(rows.mapped("state"))
            self.assertEqual(states, ["claimed"] + ["recalled"] * (TILLS - 1))
            self.assertEqual(rows.sync_order_id.state, "claimed")

    def test_of_many_tills_of_one_receiver_one_gets_the_order(self):
        (receiver,) = self.receiver_ids[:1]
        uuid = self.send_order([receiver], "each")[receiver]
        questions = [(receiver, uuid, f"device-{index}") for index in range(TILLS)]
        answers = self.ask_together(questions)
        self.check_one_winner(answers, questions)

    def test_recall_and_claim_at_once_end_in_one_of_them(self):
        (receiver,) = self.receiver_ids[:1]
        send = self.make_send([receiver])
        with committed(self.user_id) as env:
            config = env["pos.config"].browse(self.config_id)
            answer = config.apply_offline_operations(self.make_batch(send))["results"][0]
        uuid = answer["result"]["transfers"][0]["uuid"]
        recall = self.make_operation(
            "sync.recall", {"uuid": send["payload"]["uuid"], "reason": "Mistake"}
        )
        barrier, answers = threading.Barrier(2), [None, None]
        asking = threading.Thread(
            target=self._ask, args=((receiver, uuid, "9"), barrier, answers, 0)
        )
        sending = threading.Thread(
            target=self._send, args=(self.make_batch(recall), barrier, answers, 1)
        )
        for thread in (asking, sending):
            thread.start()
        for thread in (asking, sending):
            thread.join(60)
        claimed, recalled = answers[0]["status"], answers[1]["results"][0]["status"]
        self.assertIn((claimed, recalled), [("claimed", "failed"), ("gone", "done")])

    def test_transaction_that_commits_late_is_not_missed(self):
        receiver = self.receiver_ids[-1]
        late_cr = Registry(get_db_name()).cursor()
        self.addCleanup(late_cr.close)
        late = api.Environment(late_cr, self.user_id, {})
        # The late one has its number first, and writes its order.
        batch = self.make_batch(self.make_send([receiver], uuid=str(uuid4())))
        config = late["pos.config"].browse(self.config_id)
        result = config.apply_offline_operations(batch)["results"][0]["result"]
        late.flush_all()
        # Another commits after it began, and the till reads that one.
        early_uuid = self.send_order([receiver], "each")[receiver]
        with committed(self.user_id) as env:
            answer = env["pos.config"].browse(receiver).pull_sync_orders("", 100)
        late_uuid = result["transfers"][0]["uuid"]
        uuids = {item["uuid"] for item in answer["inbox"]}
        self.assertTrue(early_uuid in uuids and late_uuid not in uuids)
        late_cr.commit()
        with committed(self.user_id) as env:
            again = env["pos.config"].browse(receiver).pull_sync_orders(answer["cursor"], 100)
        self.assertIn(late_uuid, {item["uuid"] for item in again["inbox"]})
        # Once nothing is on its way any more, nothing comes again. Transactions are numbered over
        # all databases of the server: one of another's, such as a browser test's, counts.
        end = time.monotonic() + PATIENCE
        while again["inbox"] and time.monotonic() < end:
            time.sleep(0.1)
            with committed(self.user_id) as env:
                again = env["pos.config"].browse(receiver).pull_sync_orders(again["cursor"], 100)
        self.assertEqual((again["inbox"], again["more"]), ([], False))
