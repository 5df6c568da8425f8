# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.pos_offline_base.tests.common import ConcurrentCase, committed

NAME = "Concurrent Effect"


@tagged("post_install", "-at_install")
class TestConcurrency(ConcurrentCase):
    def setUp(self):
        super().setUp()
        with committed() as env:
            ledger = env.registry["pos.offline.operation"]

        def make_category(model, config, payload, operation):
            return {"id": model.env["res.partner.category"].create({"name": NAME}).id}

        handlers = {"test.concurrent": "_make_concurrent_category"}
        self.patch(ledger, "_get_handlers", lambda model: handlers)
        ledger._make_concurrent_category = make_category
        self.addCleanup(delattr, ledger, "_make_concurrent_category")
        self.addCleanup(self._remove_categories)

    def _remove_categories(self):
        with committed() as env:
            env["res.partner.category"].search([("name", "=", NAME)]).unlink()

    def count(self):
        with committed() as env:
            return env["res.partner.category"].search_count([("name", "=", NAME)])

    def make(self):
        return self.make_operation("test.concurrent", {"a": 1})

    def test_duplicates_of_a_batch_sent_at_once_have_one_effect_each(self):
        batch = self.make_batch(self.make(), self.make(), self.make())
        answers = self.send_together(batch, batch, batch)
        self.assertEqual(self.count(), 3)
        ids = [[item["result"]["id"] for item in answer["results"]] for answer in answers]
        self.assertEqual(ids[0], ids[1])
        self.assertEqual(ids[0], ids[2])
        fresh = [not item["replayed"] for answer in answers for item in answer["results"]]
        self.assertEqual(sum(fresh), 3)

    def test_batches_that_share_operations_in_opposite_order_end_as_well(self):
        one, two = self.make(), self.make()
        answers = self.send_together(self.make_batch(one, two), self.make_batch(two, one))
        self.assertEqual(self.count(), 2)
        for answer in answers:
            self.assertEqual([item["status"] for item in answer["results"]], ["done", "done"])

    def test_two_retries_of_a_failed_operation_at_once_have_one_effect(self):
        operation = self.make()
        self.send_together(self.make_batch({**operation, "kind": "test.concurrent"}))
        with committed() as env:
            row = env["pos.offline.operation"].search([("uuid", "=", operation["uuid"])])
            row.write({"state": "failed", "code": "server_error"})
        before = self.count()
        batch = self.make_batch({**operation, "retry": True})
        answers = self.send_together(batch, batch)
        self.assertEqual(self.count(), before + 1)
        replayed = sorted(answer["results"][0]["replayed"] for answer in answers)
        self.assertEqual(replayed, [False, True])
