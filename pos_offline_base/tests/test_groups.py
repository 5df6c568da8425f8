# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.models import pos_offline_operation_apply
from odoo.addons.pos_offline_base.tests.common import OperationCase

KIND, ALONE = "test.category", "test.alone"


@tagged("post_install", "-at_install")
class TestGroups(OperationCase):
    """`test.category` makes a partner category, many at once where none is called *odd*."""

    def setUp(self):
        super().setUp()
        ledger = self.env.registry["pos.offline.operation"]
        self.groups, self.alone, self.error = [], [], None

        def make_category(model, config, payload, operation):
            self.alone.append(payload["name"])
            if payload["name"] == "refused":
                raise OfflineOperationError("validation")
            return {"id": model.env["res.partner.category"].create(payload).id}

        def make_categories(model, config, operations):
            names = [operation.payload["name"] for operation in operations]
            made = model.env["res.partner.category"].create([{"name": name} for name in names])
            if self.error:
                raise self.error
            if {"odd", "refused"} & set(names):
                raise ValueError
            self.groups.append(names)
            return [{"id": category.id} for category in made]

        handlers = {KIND: "_make_test_category", ALONE: "_make_test_category"}
        self.patch(ledger, "_get_handlers", lambda model: handlers)
        self.patch(ledger, "_get_group_handlers", lambda model: {KIND: "_make_test_categories"})
        ledger._make_test_category = make_category
        ledger._make_test_categories = make_categories
        self.addCleanup(delattr, ledger, "_make_test_category")
        self.addCleanup(delattr, ledger, "_make_test_categories")
        muted = mute_logger(pos_offline_operation_apply.__name__)
        muted.__enter__()
        self.addCleanup(muted.__exit__)

    def make(self, name, kind=KIND, **values):
        return self.make_operation(kind, {"name": name}, **values)

    def count(self, *names):
        return self.env["res.partner.category"].search_count([("name", "in", names)])

    def test_neighbours_of_one_kind_are_applied_together_in_their_order(self):
        operations = [self.make("a"), self.make("b"), self.make("c", ALONE), self.make("d")]
        results = self.send(*operations)
        self.assertEqual((self.groups, self.alone), ([["a", "b"]], ["c", "d"]))
        self.assertEqual([result["uuid"] for result in results], [o["uuid"] for o in operations])
        made = self.env["res.partner.category"].browse(r["result"]["id"] for r in results)
        self.assertEqual(made.mapped("name"), ["a", "b", "c", "d"])

    def test_rows_of_a_group_are_as_those_of_each_alone(self):
        together, other = self.make("a", cashier=3), self.make("b")
        alone = self.make("c", ALONE, cashier=3)
        self.send(together, other, alone)
        names = ["state", "user_id", "config_id", "company_id", "device", "cashier", "tries"]
        names += ["created_at", "code", "message"]
        rows = [
            self.get_ledger(operation).read(names, load=None)[0] for operation in (together, alone)
        ]
        for row in rows:
            row.pop("id")
        self.assertEqual(*rows)
        self.assertTrue(self.get_ledger(together).received_at)
        self.assertTrue(self.get_ledger(together).done_at)

    def test_one_that_is_unusual_is_found_by_halves_and_applied_by_itself(self):
        names = ["a", "b", "c", "odd", "e", "f", "g", "h"]
        results = self.send(*map(self.make, names))
        self.assertEqual({result["status"] for result in results}, {"done"})
        self.assertEqual(self.groups, [["a", "b"], ["e", "f", "g", "h"]])
        self.assertEqual(self.alone, ["c", "odd"])
        self.assertEqual(self.count(*names), len(names))

    def test_one_that_fails_leaves_the_others_of_its_group_alone(self):
        results = self.send(*map(self.make, ["a", "refused", "c"]))
        self.assertEqual([result["status"] for result in results], ["done", "failed", "done"])
        self.assertEqual((self.count("a", "c"), self.count("refused")), (2, 0))

    def test_repeat_of_a_group_gets_the_first_results_and_has_no_effect(self):
        operations = [self.make("a"), self.make("b")]
        first, again = self.send(*operations), self.send(*operations, self.make("c"))
        self.assertEqual(again[:2], [{**result, "replayed": True} for result in first])
        self.assertEqual(self.count("a", "b"), 2)

    def test_same_operation_twice_in_a_group_is_once(self):
        operation = self.make("a")
        results = self.send(self.make("b"), operation, operation, self.make("c"))
        self.assertEqual(results[2], {**results[1], "replayed": True})
        self.assertEqual((self.count("a"), self.count("b", "c")), (1, 2))

    def test_serialisation_failure_of_a_group_is_left_to_odoo(self):
        self.error = SerializationFailure()
        with self.assertRaises(SerializationFailure):
            self.send(self.make("a"), self.make("b"))

    def test_group_has_the_callers_rights(self):
        results = self.send(self.make("a"), self.make("b"), config=self.shop.with_user(self.plain))
        self.assertEqual({result["code"] for result in results}, {"rights"})
        self.assertEqual((self.count("a", "b"), self.groups), (0, []))
