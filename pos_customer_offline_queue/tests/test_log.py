# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase


@tagged("post_install", "-at_install")
class TestLog(CustomerCase):
    def setUp(self):
        super().setUp()
        self.customer = self.make_customer(city="Antwerp", phone="+32470000001")

    def make_conflict(self):
        """Return the log of a change in conflict, as the manager sees it."""
        self.shop.offline_customer_conflict_policy = "ask"
        result = self.send_write(self.customer, {"city": "Ghent"}, {"city": "Liege"})
        return self.get_log(result).with_user(self.manager)

    def make_duplicate(self, policy):
        self.shop.offline_customer_duplicate_policy = policy
        self.operation = self.make_create({"phone": "+32470000001"})
        result = self.send_one(self.operation)
        return self.get_log(result).with_user(self.manager)

    def open_wizard(self, log, action="action_decide"):
        action = getattr(log, action)()
        model = self.env[action["res_model"]].with_user(self.manager)
        return Form(model.with_context(**action["context"]))

    def test_log_says_who_what_when_and_where(self):
        operation = self.make_create({"city": "Ghent"})
        operation["cashier"] = self.manager.id
        log = self.get_log(self.send_one(operation))
        self.assertEqual((log.state, log.outcome, log.kind), ("done", "created", "partner.create"))
        self.assertEqual((log.config_id, log.device), (self.shop, self.device))
        self.assertEqual((log.user_id, log.cashier), (self.cashier, self.manager.name))
        self.assertEqual(log.name, "Ada Till")
        self.assertTrue(log.created_at and log.done_at and log.partner_id)
        self.assertEqual(dict(log.value_ids.mapped(lambda v: (v.label, v.till)))["City"], "Ghent")

    def test_failure_is_listed_with_its_words_and_values(self):
        result = self.send_create({"name": "", "city": "Ghent"})
        log = self.get_log(result)
        self.assertEqual((log.state, log.cause), ("failed", "validation"))
        self.assertEqual((log.message, log.advice), (result["message"], result["advice"]))
        self.assertIn("Ghent", log.value_ids.mapped("till"))

    def test_manager_keeps_takes_or_edits(self):
        for side, edited, expected in (
            ("server", False, "Antwerp"),
            ("till", False, "Liege"),
            ("edited", "Namur", "Namur"),
        ):
            self.customer.city = "Antwerp"
            log = self.make_conflict()
            self.assertEqual(log.state, "open")
            form = self.open_wizard(log)
            with form.line_ids.edit(0) as line:
                self.assertEqual((line.base, line.server, line.till), ("Ghent", "Antwerp", "Liege"))
                line.side = side
                if edited:
                    line.edited = edited
            form.save().action_apply()
            self.assertEqual(self.customer.city, expected)
            self.assertEqual((log.state, log.resolved_by_id), ("resolved", self.manager))
            self.assertEqual(log.value_ids.kept, side)
            self.assertIn("Liege", self.customer.message_ids.filtered("body")[0].body)

    def test_decided_once_is_decided(self):
        log = self.make_conflict()
        wizard = self.open_wizard(log).save()
        wizard.action_apply()
        with self.assertRaises(UserError):
            wizard.action_apply()

    def test_manager_without_the_right_on_customers_changes_none(self):
        log = self.make_conflict()
        group = self.env.ref("base.group_partner_manager")
        self.manager.group_ids -= group
        form = self.open_wizard(log)
        with form.line_ids.edit(0) as line:
            line.side = "till"
        with self.assertRaises(UserError):
            form.save().action_apply()

    def test_asked_about_a_duplicate_the_manager_uses_the_existing_one(self):
        log = self.make_duplicate("ask")
        form = self.open_wizard(log)
        self.assertEqual(form.partner_id, self.customer)
        with patch.object(self.env.registry["pos.config"], "_notify") as notify:
            form.save().action_use_existing()
        self.assertEqual(log.state, "resolved")
        self.assertEqual(log.partner_id, self.customer)
        notify.assert_called_with("POS_OFFLINE_OPERATIONS", {"uuids": [self.operation["uuid"]]})
        answer = self.send_one({**self.operation, "retry": True})
        self.assertEqual((answer["status"], answer["result"]["id"]), ("done", self.customer.id))

    def test_asked_about_a_duplicate_the_manager_creates_another(self):
        log = self.make_duplicate("ask")
        self.open_wizard(log).save().action_create()
        self.assertEqual(log.state, "resolved")
        self.assertNotEqual(log.partner_id, self.customer)
        self.assertEqual(log.partner_id.create_uid, self.manager)

    def test_flagged_duplicate_is_kept_or_merged(self):
        log = self.make_duplicate("review")
        self.open_wizard(log).save().action_keep_both()
        self.assertEqual(log.state, "resolved")
        log = self.make_duplicate("review")
        form = self.open_wizard(log)
        form.partner_id = self.customer
        action = form.save().action_merge()
        wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
        wizard.dst_partner_id = self.customer
        wizard.action_merge()
        self.assertEqual((log.state, log.partner_id), ("resolved", self.customer))

    def test_retry_runs_with_the_managers_rights(self):
        operation = self.make_create()
        self.send_one(operation, self.shop.with_user(self.plain))
        log = self.env["pos.customer.offline.log"].search([("uuid", "=", operation["uuid"])])
        log.with_user(self.manager).action_retry()
        self.assertEqual(log.state, "resolved")
        self.assertEqual(log.partner_id.create_uid, self.manager)

    def test_retry_that_fails_again_stays_failed(self):
        log = self.get_log(self.send_create({"name": ""}))
        log.with_user(self.manager).action_retry()
        self.assertEqual((log.state, log.cause), ("failed", "validation"))

    def test_discarded_with_a_reason_the_till_is_told_why(self):
        operation = self.make_create({"name": ""})
        log = self.get_log(self.send_one(operation)).with_user(self.manager)
        form = self.open_wizard(log, "action_discard")
        form.reason = "entered by mistake"
        form.save().action_discard()
        self.assertEqual((log.state, log.reason), ("discarded", "entered by mistake"))
        answer = self.send_one({**operation, "retry": True})
        self.assertEqual(answer["status"], "failed")
        self.assertIn("entered by mistake", answer["message"])

    def test_customer_and_orders_open(self):
        log = self.get_log(self.send_create())
        self.assertEqual(log.action_open_customer()["res_id"], log.partner_id.id)
        self.assertEqual(log.action_open_orders()["res_model"], "pos.order")

    def test_old_lines_go_and_what_is_undecided_stays(self):
        done = self.get_log(self.send_create())
        failed = self.get_log(self.send_create({"name": ""}))
        young = self.get_log(self.send_create())
        (done + failed).done_at = datetime.now() - timedelta(days=11)
        self.shop.offline_customer_retention = 10
        self.env["pos.customer.offline.log"]._gc_logs()
        self.assertFalse(done.exists())
        self.assertTrue(failed.exists() and young.exists())

    def test_number_of_a_payment_card_is_refused_and_kept_nowhere(self):
        for name in ("name", "phone", "comment", "street"):
            result = self.send_create({name: "4111 1111 1111 1111 12/27"})
            self.assertEqual((result["status"], result["code"]), ("failed", "validation"))
            log = self.get_log(result)
            kept = [log.read()[0], log.value_ids.read(), self.get_ledger(result).read()[0]]
            self.assertNotIn("1111", str(kept).replace(result["uuid"], ""))

    def test_manager_writes_no_number_of_a_payment_card(self):
        form = self.open_wizard(self.make_conflict())
        with form.line_ids.edit(0) as line:
            line.side = "edited"
            line.edited = "4111111111111111"
        with self.assertRaises(UserError):
            form.save().action_apply()
        log = self.get_log(self.send_create({"name": ""})).with_user(self.manager)
        log._discard("paid with 4111111111111111")
        self.assertEqual(log.reason, "paid with [card number removed]")

    def test_ledger_keeps_no_copy_of_a_customer_and_a_repeat_reads_it_anew(self):
        operation = self.make_create({"city": "Ghent"})
        first = self.send_one(operation)
        self.assertEqual(first["result"]["record"]["city"], "Ghent")
        self.assertNotIn("Ghent", str(self.get_ledger(operation).result))
        customer = self.get_customer(first)
        customer.city = "Liege"
        again = self.send_one(operation)
        self.assertEqual((again["replayed"], again["result"]["id"]), (True, customer.id))
        self.assertEqual(again["result"]["record"]["city"], "Liege")
        customer.unlink()
        self.assertFalse(self.send_one(operation)["result"]["record"])

    def test_what_was_entered_goes_with_the_customer_unless_somebody_is_to_decide(self):
        done = self.get_log(self.send_write(self.customer, {"city": "Antwerp"}, {"city": "Liege"}))
        customer = self.make_customer(city="Antwerp")
        self.shop.offline_customer_conflict_policy = "ask"
        waiting = self.get_log(self.send_write(customer, {"city": "Ghent"}, {"city": "Namur"}))
        (self.customer + customer).unlink()
        self.assertNotIn("Liege", str([done.read(), done.value_ids.read(), done.payload]))
        self.assertEqual((done.state, done.kind), ("done", "partner.write"))
        self.assertIn("Namur", waiting.value_ids.mapped("till"))
