# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from unittest.mock import patch

from lxml import etree

from odoo.modules import Manifest
from odoo.tests import Form, tagged

from ..models import pos_offline_device
from ..tools.diagnosis import RULES, diagnose
from .common import MonitorCase

VERSION = Manifest.for_addon("pos_offline_base")["version"]
FULL = {"used": 950_000_000, "quota": 1_000_000_000, "persisted": True}
NOT_LASTING = {"used": 1_000_000, "quota": 1_000_000_000, "persisted": False}


class DiagnosisCase(MonitorCase):
    def make_report(self, skew=0, **values):
        """Return the report of a till of today's version; ``skew``: its clock is ahead (s)."""
        report = super().make_report(**{"version": VERSION, **values})
        return {**report, "now": report["now"] + skew * 1000}

    def diagnose(self, **values):
        """Report a minute later; return the rows that the manager gets."""
        self.pass_time(minutes=1)
        self.assertEqual(self.report(**values)["status"], "kept")
        return self.look(values.get("device", "7"))

    def look(self, device="7"):
        """Return the rows of a till as it stands."""
        return diagnose(self.get_till(device).with_user(self.manager)._get_look())

    def codes(self, **values):
        """Return the codes of these rows."""
        return [row["code"] for row in self.diagnose(**values)]

    def slow(self, age):
        """Return what a till says of a slow connection."""
        return {"status": "slow", "layer": None, "age": age}


@tagged("post_install", "-at_install")
class TestDiagnosis(DiagnosisCase):
    def test_a_till_that_is_well_has_nothing_on_its_list(self):
        self.assertEqual(self.codes(), [])
        self.assertFalse(self.get_till().diagnosis)

    def test_a_till_whose_session_is_closed_and_that_has_sent_all_has_nothing_either(self):
        self.diagnose(storage=FULL, ready=False, reasons=["copy_off"])
        self.session.state = "closed"
        self.pass_time(hours=9)
        self.assertEqual(self.look(), [])

    def test_a_silent_till_says_since_when_and_what_it_had(self):
        self.diagnose(waiting=self.waiting(count=4))
        self.pass_time(minutes=7)
        rows = {row["code"]: row for row in self.look()}
        self.assertIn("7 minutes", rows["silent"]["evidence"])
        self.assertIn("4 had not been sent", rows["silent"]["evidence"])
        self.assertNotIn("signed_out", rows)

    def test_a_till_that_was_signed_out_before_it_fell_silent_is_said_to_be_that(self):
        self.diagnose(outages=[{"id": 1, "begin": 600, "end": 300, "layer": "session"}])
        self.assertEqual(self.look(), [], "it is back")
        self.pass_time(minutes=5)
        self.assertEqual([row["code"] for row in self.look()], ["signed_out", "silent"])

    def test_each_kind_that_waits_has_its_own_row_with_its_own_numbers(self):
        waiting = [
            *self.waiting(count=3, age=5 * 60),
            *self.waiting(count=2, age=20 * 60, name="outbox"),
            *self.waiting(count=9, age=30),
            *self.waiting(count=1, failed=1, age=50 * 60),
        ]
        rows = self.diagnose(waiting=waiting, failures={"rights": 1})
        texts = {row["code"]: row["evidence"] for row in rows}
        self.assertEqual(sorted(texts), ["refused_rights", "waiting_late", "waiting_stuck"])
        self.assertEqual(texts["waiting_late"], "Sales: 3 not sent, the oldest for 5 minutes.")
        self.assertIn("Changes made without the server: 2", texts["waiting_stuck"])
        self.assertIn("20 minutes", texts["waiting_stuck"])

    def test_what_waits_gets_older_until_the_next_report(self):
        self.assertEqual(self.codes(waiting=self.waiting(age=14 * 60)), ["waiting_late"])
        self.pass_time(minutes=2)
        self.assertEqual([row["code"] for row in self.look()], ["waiting_stuck"])

    def test_what_is_not_of_what_waits_is_found_from_its_number(self):
        scenarios = {
            "connection_offline": {"connection": {"status": "offline", "layer": None, "age": 9}},
            "connection_slow": {"connection": self.slow(150)},
            "waiting_many": {"waiting": self.waiting(count=50)},
            "storage_full": {"storage": FULL},
            "storage_not_lasting": {"storage": NOT_LASTING, "waiting": self.waiting()},
            "clock_ahead": {"skew": 360},
            "clock_behind": {"skew": -360},
            "version_differs": {"version": "18.0.1.0.0"},
            "unready_other": {"ready": False, "reasons": ["of_a_newer_module"]},
        }
        for code, values in scenarios.items():
            with self.subTest(code):
                self.assertEqual(self.codes(**values), [code])
        told = {"signed_out", "silent", "waiting_late", "waiting_stuck", *scenarios}
        rest = {rule.code for rule in RULES if not rule.failures and not rule.reasons}
        self.assertEqual(told, rest, "each row that is not of a code is tried here or above")

    def test_what_is_below_its_limit_is_no_trouble(self):
        lasting = {"storage": NOT_LASTING, "connection": self.slow(60)}
        self.assertEqual(self.codes(waiting=self.waiting(count=49, age=1)), [])
        self.assertEqual(self.codes(**lasting), [])
        self.assertEqual(self.codes(skew=299), [])

    def test_a_companys_own_limits_hold_and_without_one_the_usual(self):
        self.rules.waiting_count = 3
        self.assertEqual(self.codes(waiting=self.waiting(count=3)), ["waiting_many"])
        self.rules.waiting_count = 0
        self.assertEqual(self.codes(waiting=self.waiting(count=49)), [])
        self.assertEqual(self.codes(waiting=self.waiting(count=50)), ["waiting_many"])

    def test_each_cause_that_a_till_counts_has_its_row_with_the_number(self):
        for rule in RULES:
            for code in rule.failures:
                with self.subTest(code):
                    waiting = self.waiting(count=2, failed=2, age=240)
                    (row,) = self.diagnose(waiting=waiting, failures={code: 2})
                    self.assertEqual(row["code"], rule.code)
                    self.assertIn("Not accepted: 2.", row["evidence"])
                    self.assertIn("4 minutes", row["evidence"])

    def test_each_reason_that_a_till_gives_has_its_row_with_the_time(self):
        for rule in RULES:
            for code in rule.reasons:
                with self.subTest(code):
                    self.get_till().unlink()
                    self.diagnose(ready=False, reasons=[code])
                    self.pass_time(minutes=2)
                    (row,) = self.look()
                    self.assertEqual(row["code"], code)
                    self.assertIn("2 minutes", row["evidence"])

    def test_what_no_row_knows_is_counted_and_not_hidden(self):
        waiting = self.waiting(count=7, failed=7)
        rows = self.diagnose(waiting=waiting, failures={"of_a_newer_module": 2, "rights": 4})
        self.assertEqual([row["code"] for row in rows], ["refused_rights", "refused_other"])
        self.assertIn("Not accepted: 3.", rows[1]["evidence"])

    def test_a_till_that_is_not_well_never_has_an_empty_list(self):
        strange = [{"name": "orders", "label": "", "count": 0, "failed": 0, "age": 3600}]
        self.assertEqual(self.codes(waiting=strange), ["unexplained"])
        self.assertEqual(self.get_till().state, "stuck")

    # -- Where it is shown -------------------------------------------------------------------------

    def test_the_form_shows_what_is_wrong_why_and_what_to_do(self):
        (row,) = self.diagnose(waiting=self.waiting(failed=1), failures={"closed": 1})
        with Form(self.get_till().with_user(self.manager)) as form:
            for part in ("evidence", "cause", "advice"):
                self.assertIn(row[part], form.diagnosis)

    def test_nothing_of_it_is_stored_and_a_cashier_reads_that_of_their_own_till(self):
        self.diagnose(waiting=self.waiting(failed=1), failures={"closed": 1})
        till = self.get_till()
        self.assertFalse(till._fields["diagnosis"].store)
        self.assertFalse(till._fields["diagnosis"].compute_sudo)
        self.assertIn("closed", till.with_user(self.cashier).diagnosis)

    def test_lists_and_the_board_do_not_make_it(self):
        self.diagnose(waiting=self.waiting(failed=1), failures={"closed": 1})
        tills = self.env["pos.offline.device"].with_user(self.manager)
        with patch.object(pos_offline_device, "diagnose", side_effect=AssertionError):
            for view in ("list", "kanban"):
                arch = etree.fromstring(tills.get_view(view_type=view)["arch"])
                names = {field.get("name") for field in arch.iter("field")}
                found = tills.web_search_read([], {name: {} for name in names})
                self.assertTrue(found["records"])

    def test_many_tills_take_no_more_queries_than_one(self):
        for device in ("7", "8", "9", "10"):
            self.diagnose(device=device, waiting=self.waiting(failed=1), failures={"closed": 1})
        self.pass_time(minutes=9)
        tills = self.env["pos.offline.device"].search([("config_id", "=", self.shop.id)])
        self.assertEqual(self.count_queries(tills), self.count_queries(tills[:1]))

    def count_queries(self, tills):
        """Return how many queries it takes to read what is wrong with these tills."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertTrue(all(till.diagnosis for till in tills))
        return self.env.cr.sql_log_count - before
