# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import BaseCase, tagged

from odoo.addons.pos_customer_offline_queue.tools.merge import ASK, SERVER, TILL, merge


@tagged("post_install", "-at_install")
class TestMerge(BaseCase):
    def test_table_of_all_cases(self):
        # base, till, server -> kept side and conflict, for each policy
        cases = [
            ("a", "b", "a", {ASK: (TILL, False), SERVER: (TILL, False), TILL: (TILL, False)}),
            ("a", "a", "c", {ASK: (SERVER, False), SERVER: (SERVER, False), TILL: (SERVER, False)}),
            ("a", "b", "b", {ASK: (SERVER, False), SERVER: (SERVER, False), TILL: (SERVER, False)}),
            ("a", "b", "c", {ASK: (SERVER, True), SERVER: (SERVER, True), TILL: (TILL, True)}),
            ("a", False, "c", {ASK: (SERVER, True), SERVER: (SERVER, True), TILL: (TILL, True)}),
            (False, "b", False, {ASK: (TILL, False), SERVER: (TILL, False), TILL: (TILL, False)}),
            (False, False, "c", {ASK: (SERVER, False), TILL: (SERVER, False)}),
            (5, 6, 5, {ASK: (TILL, False)}),
            (False, True, False, {SERVER: (TILL, False)}),
        ]
        for base, till, server, expected in cases:
            for policy, (kept, conflict) in expected.items():
                (change,) = merge({"f": base}, {"f": till}, {"f": server}, policy)
                self.assertEqual((change.kept, change.conflict), (kept, conflict), (base, policy))
                self.assertEqual(change[:4], ("f", base, till, server))

    def test_value_that_the_till_never_saw_is_not_overwritten_in_silence(self):
        (change,) = merge({}, {"f": "b"}, {"f": "c"}, ASK)
        self.assertTrue(change.conflict)
        (change,) = merge({}, {"f": "b"}, {"f": False}, ASK)
        self.assertEqual(change.kept, TILL)

    def test_only_fields_of_the_till_are_looked_at(self):
        self.assertEqual(merge({"g": 1}, {}, {"f": 1, "g": 2}, TILL), [])
