# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.tests import BaseCase, tagged

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.tools.batch import MAX_OPERATIONS, read_batch, read_operation

SOUND = {"uuid": str(uuid4()), "sequence": 1, "kind": "some.kind", "payload": {"a": 1}}
BATCH = {"protocol": 1, "database": "x", "device": "3", "acknowledged": 0, "operations": []}


@tagged("post_install", "-at_install")
class TestBatch(BaseCase):
    def assert_refused(self, code, function, *arguments):
        with self.assertRaises(OfflineOperationError) as caught:
            function(*arguments)
        self.assertEqual(caught.exception.code, code)

    def test_sound_operation_is_read_with_its_time_and_cashier(self):
        raw = {**SOUND, "cashier": 5, "created": 1_700_000_000_000, "retry": True}
        operation = read_operation(raw, "3")
        self.assertEqual(operation.uuid, SOUND["uuid"])
        self.assertEqual((operation.cashier, operation.device, operation.retry), (5, "3", True))
        self.assertEqual(str(operation.created), "2023-11-14 22:13:20")

    def test_operations_that_no_till_makes_are_malformed(self):
        for raw in (
            None,
            "text",
            {},
            {**SOUND, "uuid": "1; drop table"},
            {**SOUND, "uuid": 5},
            {**SOUND, "sequence": -1},
            {**SOUND, "sequence": True},
            {**SOUND, "sequence": 2**31},
            {**SOUND, "kind": ""},
            {**SOUND, "kind": "__class__"},
            {**SOUND, "kind": "a" * 65},
            {**SOUND, "payload": []},
            {**SOUND, "payload": {"a": "zero \x00 byte"}},
            {**SOUND, "payload": {"a": "\ud800"}},
            {**SOUND, "payload": {"a": float("nan")}},
            {**SOUND, "cashier": "me"},
        ):
            self.assert_refused("malformed", read_operation, raw, "3")

    def test_wrong_clock_of_a_till_is_no_reason_to_refuse(self):
        for created in (None, "soon", 10**30, -(10**30)):
            self.assertIsNone(read_operation({**SOUND, "created": created}, "3").created)

    def test_fingerprint_is_of_the_content_alone_whatever_its_order(self):
        one = read_operation({**SOUND, "payload": {"a": 1, "b": {"c": 2, "d": 3}}}, "3")
        same = {"uuid": str(uuid4()), "sequence": 9, "payload": {"b": {"d": 3, "c": 2}, "a": 1}}
        self.assertEqual(one.fingerprint, read_operation({**SOUND, **same}, "4").fingerprint)
        other = read_operation({**SOUND, "payload": {"a": 1, "b": {"c": 2, "d": 4}}}, "3")
        self.assertNotEqual(one.fingerprint, other.fingerprint)
        kind = read_operation({**SOUND, "kind": "other.kind"}, "3")
        self.assertNotEqual(read_operation(SOUND, "3").fingerprint, kind.fingerprint)

    def test_batch_of_another_version_is_told_so(self):
        self.assert_refused("unknown_protocol", read_batch, {**BATCH, "protocol": 2})

    def test_batches_that_no_till_makes_are_malformed(self):
        for raw in (
            None,
            [],
            {**BATCH, "database": None},
            {**BATCH, "device": "a b"},
            {**BATCH, "device": "x" * 65},
            {**BATCH, "acknowledged": "5"},
            {**BATCH, "operations": {}},
        ):
            self.assert_refused("malformed", read_batch, raw)

    def test_endless_batches_are_too_large(self):
        self.assert_refused("too_large", read_batch, {**BATCH, "operations": [1] * 501})
        heavy = [{"payload": "x" * 1024 * 1024}] * 9
        self.assert_refused("too_large", read_batch, {**BATCH, "operations": heavy})
        self.assertEqual(len(read_batch({**BATCH, "operations": [1] * 500}).operations), 500)
        self.assertEqual(MAX_OPERATIONS, 500)
