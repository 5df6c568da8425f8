# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import copy

from odoo.tests import tagged

from odoo.addons.pos_offline_base.tests.fuzz import TRIES, Fuzz

from ..models.pos_offline_device_report import MAX_DEVICES
from ..tools.report import MAX_BYTES, ReportError, read_report
from .common import OTHER_TOKEN, TOKEN, MonitorCase


@tagged("post_install", "-at_install")
class TestReports(MonitorCase):
    def test_a_report_is_what_managers_read(self):
        answer = self.report(
            waiting=self.waiting(count=3, failed=1, age=600),
            failures={"rights": 1},
            sale={"reference": "267-1-000012", "age": 30},
        )
        self.assertEqual(answer, {"status": "kept"})
        till = self.get_till()
        self.assertEqual(till.session_id, self.session)
        self.assertEqual(till.user_id, self.cashier)
        self.assertEqual(till.cashier, self.cashier.name)
        self.assertEqual((till.waiting_count, till.failed_count), (3, 1))
        self.assertEqual((till.connection, till.ready, till.persisted), ("online", "yes", "yes"))
        self.assertEqual(till.last_sale, "267-1-000012")
        self.assertIn("Orders: 3, 1 of them refused, oldest 00:10", till.waiting_note)
        self.assertEqual(till.failure_note, "Right missing: 1")
        self.assertEqual(till.display_name, "Offline Shop, till 7")
        self.assertEqual(till.storage_percent, 0.5)

    def test_the_next_report_takes_the_place_of_the_last(self):
        self.report(waiting=self.waiting(), sale={"reference": "one", "age": 5})
        self.pass_time(minutes=1)
        self.report()
        till = self.get_till()
        self.assertEqual((till.waiting_count, till.oldest_at, till.waiting_note), (0, False, ""))
        self.assertEqual(till.last_sale, "one", "what a till does not know any more stays known")

    def test_a_till_whose_clock_is_wrong_says_its_times_right(self):
        report = self.make_report(waiting=self.waiting(age=60))
        report["now"] += 3_600_000
        self.config.report_offline_till(report)
        till = self.get_till()
        self.assertEqual(till.clock_skew, 3600)
        self.assertEqual((till.last_seen - till.oldest_at).total_seconds(), 60)

    def test_reasons_are_said_in_words(self):
        self.report(ready=False, reasons=["copy_incomplete", "of_a_newer_module"])
        note = self.get_till().ready_note
        self.assertIn("could not store all", note)
        self.assertIn("of_a_newer_module", note)

    # -- One till, one token -----------------------------------------------------------------------

    def test_a_till_cannot_report_for_another(self):
        self.report()
        self.pass_time(minutes=1)
        answer = self.report(token=OTHER_TOKEN, waiting=self.waiting(count=9))
        self.assertEqual((answer["status"], answer["code"]), ("refused", "wrong_token"))
        self.assertEqual(self.get_till().waiting_count, 0)

    def test_the_token_is_not_stored_and_nobody_reads_what_is(self):
        self.report()
        till = self.get_till()
        self.assertNotIn(TOKEN, till.sudo().token_hash)
        self.assertNotIn("token_hash", till.with_user(self.manager).fields_get())

    def test_a_first_report_whose_answer_was_lost_comes_again(self):
        self.report()
        self.pass_time(seconds=10)
        self.assertEqual(self.report()["status"], "kept")

    def test_the_next_session_begins_with_the_token_of_its_till(self):
        self.report()
        self.session.state = "closed"
        self.session = self.open_session(self.shop)
        self.pass_time(minutes=1)
        self.assertEqual(self.report(token=OTHER_TOKEN)["status"], "kept")
        self.pass_time(minutes=1)
        self.assertEqual(self.report()["code"], "wrong_token")

    def test_a_till_reports_after_its_session_was_closed_elsewhere(self):
        self.report()
        self.session.state = "closed"
        self.pass_time(minutes=1)
        self.assertEqual(self.report(waiting=self.waiting())["status"], "kept")
        self.assertEqual(self.get_till().waiting_count, 1)

    def test_no_new_till_comes_with_a_session_that_is_not_open_here(self):
        other = self.env["pos.config"].create({"name": "Other Shop"})
        for session in (self.open_session(other).id, 2**30):
            answer = self.report(session=session)
            self.assertEqual((answer["status"], answer["code"]), ("refused", "no_session"))
        self.assertFalse(self.get_till())

    def test_a_manager_lets_a_till_report_whose_browser_was_cleared(self):
        self.report()
        self.get_till().with_user(self.manager).action_forget_token()
        self.pass_time(minutes=1)
        self.assertEqual(self.report(token=OTHER_TOKEN)["status"], "kept")

    # -- Bounds ------------------------------------------------------------------------------------

    def test_reports_come_no_faster_than_every_few_seconds(self):
        self.report()
        answer = self.report(waiting=self.waiting())
        self.assertEqual(answer["status"], "later")
        self.assertGreater(answer["after"], 0)
        self.assertEqual(self.get_till().waiting_count, 0)
        self.pass_time(seconds=answer["after"])
        self.assertEqual(self.report(waiting=self.waiting())["status"], "kept")

    def test_a_register_has_no_more_tills_than_it_can_have(self):
        devices = [{"config_id": self.shop.id, "device": f"x{n}"} for n in range(MAX_DEVICES)]
        self.env["pos.offline.device"].create(devices)
        self.assertEqual(self.report()["code"], "too_many")

    def test_a_register_that_is_switched_off_keeps_nothing(self):
        self.shop.offline_monitor_enabled = False
        self.assertEqual(self.report(), {"status": "off"})
        self.assertFalse(self.get_till())

    # -- What is refused ---------------------------------------------------------------------------

    def test_malformed_reports_are_refused_with_the_part_that_is_wrong(self):
        wrong = {
            "device": "../7",
            "token": "short",
            "connection": {"status": "fine"},
            "outages": [{"id": 1, "begin": 5, "end": 1, "layer": "gremlins"}],
            "waiting": [{"name": "orders", "label": "Orders", "count": -1, "failed": 0}],
            "failures": {"Not a code": 1},
            "storage": {"used": "much"},
            "reasons": ["x" * 33],
            "now": True,
            "extra": 1,
        }
        for key, value in wrong.items():
            with self.subTest(key):
                answer = self.report(**{key: value})
                self.assertEqual((answer["status"], answer["code"]), ("refused", "malformed"))
                self.assertIn(key, answer["message"])
        self.assertFalse(self.get_till())

    def test_each_part_must_be_there(self):
        optional = {"cashier", "release", "ready", "sale"}
        for key in set(self.make_report()) - optional:
            with self.subTest(key):
                report = self.make_report()
                del report[key]
                self.assertEqual(self.config.report_offline_till(report)["status"], "refused")

    def test_no_report_at_all_a_large_one_and_another_databases_are_refused(self):
        for raw in (None, [], "x", 5):
            self.assertEqual(self.config.report_offline_till(raw)["code"], "malformed")
        large = self.make_report(reasons=["x" * MAX_BYTES])
        self.assertEqual(self.config.report_offline_till(large)["code"], "too_large")
        self.assertEqual(self.report(database="elsewhere")["code"], "wrong_database")
        self.assertEqual(self.report(protocol=2)["code"], "unknown_protocol")

    def test_card_numbers_are_not_kept(self):
        card = "4111 1111 1111 1111"
        self.report(browser=card, sale={"reference": card, "age": 1})
        till = self.get_till()
        self.assertNotIn("1111", f"{till.browser}{till.last_sale}")

    def test_strange_reports_are_taken_or_refused_and_raise_nothing(self):
        fuzz = Fuzz()
        for _each in range(TRIES):
            report = self._spoil(fuzz, self.make_report(waiting=self.waiting()))
            with self.subTest(seed=fuzz.seed, report=repr(report)[:2000]):
                try:
                    read = read_report(report)
                except ReportError as error:
                    self.assertTrue(error.describe(self.env)["message"])
                else:
                    self.env["pos.offline.device"].search([]).unlink()
                    answer = self.config.report_offline_till(read)
                    self.assertIn(answer["status"], ("kept", "refused"))
                    self.env.flush_all()

    def _spoil(self, fuzz, report):
        report = copy.deepcopy(report)
        for _each in range(fuzz.random.randrange(1, 3)):
            part = report
            while isinstance(part, dict | list) and part:
                keys = list(part) if isinstance(part, dict) else range(len(part))
                key = fuzz.random.choice(keys)
                if not isinstance(part[key], dict | list) or fuzz.random.random() < 0.5:
                    part[key] = fuzz.make_strange()
                    break
                part = part[key]
        return report
