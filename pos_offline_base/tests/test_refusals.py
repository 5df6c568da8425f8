# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.pos_offline_base.models import (
    pos_offline_operation,
    pos_offline_operation_apply,
)
from odoo.addons.pos_offline_base.tests.common import OperationCase

KIND = "test.category"


@tagged("post_install", "-at_install")
class TestRefusals(OperationCase):
    """What the ledger keeps of what it cannot take; `test.category` makes a partner category."""

    def setUp(self):
        super().setUp()
        ledger = self.env.registry["pos.offline.operation"]
        self.errors = {}

        def make_category(model, config, payload, operation):
            if error := self.errors.get(payload["name"]):
                raise error
            return {"id": model.env["res.partner.category"].create(payload).id}

        handlers = {KIND: "_make_test_category"}
        self.patch(ledger, "_get_handlers", lambda model: handlers)
        ledger._make_test_category = make_category
        self.addCleanup(delattr, ledger, "_make_test_category")
        muted = mute_logger(pos_offline_operation_apply.__name__)
        muted.__enter__()
        self.addCleanup(muted.__exit__)

    def make(self, name="Effect", **values):
        return self.make_operation(KIND, {"name": name}, **values)

    def count(self, name):
        return self.env["res.partner.category"].search_count([("name", "=", name)])

    def test_refusals_do_not_make_a_restored_server_know_the_till(self):
        broken = {**self.make(), "payload": None, "sequence": 2**31 - 1}
        answer = self.send_one(broken)
        # The till does not count what is not recorded.
        self.assertEqual((answer["code"], answer["recorded"]), ("malformed", False))
        batch = self.make_batch(self.make(), acknowledged=900)
        self.assertEqual(
            self.config.apply_offline_operations(batch)["error"]["code"], "server_restored"
        )

    def test_refusals_do_not_fill_the_disk(self):
        ledger = self.env["pos.offline.operation"]
        self.patch(pos_offline_operation_apply, "MAX_REFUSED", 3)
        answers = self.send(*({**self.make(), "payload": None} for _count in range(5)))
        self.assertEqual({answer["code"] for answer in answers}, {"malformed"})
        self.assertEqual(ledger.search_count([("uuid", "=like", "refused-%")]), 3)

    def test_kinds_and_names_that_no_database_takes_are_answered(self):
        kinds, uuids = ["\ud800", "a\x00", []], ["\ud800", {}]
        for values in [*({"kind": one} for one in kinds), *({"uuid": one} for one in uuids)]:
            answer = self.send_one({**self.make(), **values})
            self.assertEqual((answer["status"], answer["code"]), ("failed", "malformed"))
            json.dumps(answer, ensure_ascii=False).encode()

    def test_other_error_of_the_database_fails_its_operation_alone(self):
        for error in (psycopg2.errors.RaiseException(), psycopg2.errors.UndefinedFunction()):
            good, bad = self.make("Good"), self.make("Bad")
            self.errors = {"Bad": error}
            answers = self.send(good, bad, self.make("Better"))
            self.assertEqual([one["status"] for one in answers], ["done", "failed", "done"])
            self.assertEqual(answers[1]["code"], "server_error")

    def test_what_takes_too_long_comes_again(self):
        self.patch(pos_offline_operation, "MAX_SECONDS", -1)
        operation = self.make()
        answer = self.send_one(operation)
        self.assertEqual((answer["status"], answer["uuid"]), ("retry", operation["uuid"]))
        self.assertFalse(self.get_ledger(operation))
