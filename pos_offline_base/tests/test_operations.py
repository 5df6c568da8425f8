# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import datetime, timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.models import pos_offline_operation_apply
from odoo.addons.pos_offline_base.tests.common import OperationCase

KIND = "test.category"
LOGGER = pos_offline_operation_apply.__name__


@tagged("post_install", "-at_install")
class TestOperations(OperationCase):
    """The kind `test.category` makes a partner category: an effect to count."""

    def setUp(self):
        super().setUp()
        ledger = self.env.registry["pos.offline.operation"]
        self.error = None

        def make_category(model, config, payload, operation):
            category = model.env["res.partner.category"].create({"name": payload["name"]})
            category.flush_recordset()
            if self.error:
                raise self.error
            self.used = model.env, config, operation
            return {"id": category.id, "at": datetime(2026, 1, 2)}

        handlers = {KIND: "_make_test_category"}
        self.patch(ledger, "_get_handlers", lambda model: handlers)
        ledger._make_test_category = make_category
        self.addCleanup(delattr, ledger, "_make_test_category")
        muted = mute_logger(LOGGER)
        muted.__enter__()
        self.addCleanup(muted.__exit__)

    def make(self, name="Effect", **values):
        return self.make_operation(KIND, {"name": name}, **values)

    def count(self, name="Effect"):
        return self.env["res.partner.category"].search_count([("name", "=", name)])

    # -- Once --------------------------------------------------------------------------------------

    def test_operation_is_applied_and_answered(self):
        result = self.send_one(self.make())
        self.assertEqual(result["status"], "done")
        self.assertFalse(result["replayed"])
        self.assertEqual(result["result"]["at"], "2026-01-02 00:00:00")
        self.assertEqual(self.count(), 1)

    def test_repeat_gets_the_first_result_and_has_no_effect(self):
        operation = self.make()
        first = self.send_one(operation)
        self.env["res.partner.category"].browse(first["result"]["id"]).name = "Renamed"
        again = self.send_one({**operation, "sequence": 99, "created": 5})
        self.assertEqual(again, {**first, "replayed": True})
        self.assertEqual(self.count(), 0)

    def test_twice_in_one_batch_is_once(self):
        operation = self.make()
        first, second = self.send(operation, operation)
        self.assertEqual(second, {**first, "replayed": True})
        self.assertEqual(self.count(), 1)

    def test_same_uuid_with_other_content_is_refused_and_reported(self):
        operation = self.make()
        self.send_one(operation)
        result = self.send_one({**operation, "payload": {"name": "Other"}})
        self.assertEqual((result["status"], result["code"]), ("failed", "different_content"))
        self.assertEqual(result["uuid"], operation["uuid"])
        self.assertEqual(self.count("Other"), 0)
        report = self.env["pos.offline.operation"].search([("code", "=", "different_content")])
        self.assertEqual(report.user_id, self.cashier)
        self.assertEqual(self.get_ledger(operation).state, "done")

    def test_failed_operation_may_come_again_corrected(self):
        operation = self.make("Wrong")
        self.error = ValidationError("Not so")
        self.send_one(operation)
        self.error = None
        corrected = {**operation, "payload": {"name": "Right"}}
        self.assertEqual(self.send_one(corrected)["code"], "different_content")
        result = self.send_one({**corrected, "retry": True})
        self.assertEqual((result["status"], self.count("Right")), ("done", 1))
        again = self.send_one({**operation, "payload": {"name": "Other"}, "retry": True})
        self.assertEqual((again["code"], self.count("Other")), ("different_content", 0))

    def test_same_uuid_from_another_shop_is_refused(self):
        operation = self.make()
        self.send_one(operation)
        other = self.shop.copy({"name": "Other Shop"}).with_user(self.cashier)
        self.assertEqual(self.send_one(operation, other)["code"], "different_content")

    def test_ledger_row_says_who_when_and_where(self):
        operation = self.make(cashier=3)
        self.send_one(operation)
        row = self.get_ledger(operation)
        self.assertEqual(row.user_id, self.cashier)
        self.assertEqual(row.config_id, self.shop)
        self.assertEqual(row.company_id, self.shop.company_id)
        self.assertEqual((row.device, row.sequence), (self.device, operation["sequence"]))
        self.assertEqual((row.cashier, row.tries, row.kind), (3, 1, KIND))
        self.assertEqual(str(row.created_at), "2023-11-14 22:13:20")
        self.assertTrue(row.received_at and row.done_at)

    # -- Failing -----------------------------------------------------------------------------------

    def test_each_error_has_its_code_words_and_advice_and_leaves_no_effect(self):
        for error, code in (
            (AccessError("no"), "rights"),
            (MissingError("no"), "gone"),
            (ValidationError("The VAT is wrong."), "validation"),
            (UserError("Not today."), "validation"),
            (OfflineOperationError("duplicate"), "duplicate"),
            (ZeroDivisionError(), "server_error"),
            (OfflineOperationError("no_such_code"), "server_error"),
        ):
            self.error = error
            operation = self.make()
            result = self.send_one(operation)
            self.assertEqual((result["status"], result["code"]), ("failed", code))
            self.assertTrue(result["message"] and result["advice"])
            self.assertEqual(self.get_ledger(operation).code, code)
            self.assertEqual(self.count(), 0)

    def test_odoos_own_words_reach_the_till_where_they_are_for_people(self):
        self.error = ValidationError("The VAT is wrong.")
        self.assertEqual(self.send_one(self.make())["message"], "The VAT is wrong.")

    def test_failure_is_logged_without_the_content(self):
        self.error = ValidationError("no")
        with self.assertLogs(LOGGER, "WARNING") as logs:
            self.send_one(self.make("Secret Name"))
        self.assertIn("validation", logs.output[0])
        self.assertNotIn("Secret Name", logs.output[0])

    def test_one_that_fails_leaves_the_others_alone(self):
        unknown = self.make_operation("no.such.kind", {})
        broken = {"uuid": "5"}
        large = self.make("x" * 70_000)
        results = self.send(self.make("Before"), unknown, broken, large, self.make("After"))
        codes = [result.get("code") for result in results]
        self.assertEqual(codes, [None, "unknown_kind", "malformed", "too_large", None])
        self.assertEqual((self.count("Before"), self.count("After")), (1, 1))

    def test_kind_that_says_so_takes_larger_payloads_and_no_larger_ones(self):
        ledger = self.env.registry["pos.offline.operation"]
        self.patch(ledger, "_get_payload_limits", lambda model: {KIND: 80_000})
        self.assertEqual(self.send_one(self.make("y" * 70_000))["status"], "done")
        self.assertEqual(self.send_one(self.make("x" * 90_000))["code"], "too_large")

    def test_failed_operation_stays_failed_until_it_is_tried_on_purpose(self):
        operation = self.make()
        self.error = ValidationError("no")
        first = self.send_one(operation)
        self.error = None
        self.assertEqual(self.send_one(operation), {**first, "replayed": True})
        result = self.send_one({**operation, "retry": True})
        self.assertEqual((result["status"], result["replayed"]), ("done", False))
        row = self.get_ledger(operation)
        self.assertEqual((row.state, row.code, row.tries), ("done", False, 2))

    def test_done_operation_is_not_done_again_on_purpose(self):
        operation = self.make()
        first = self.send_one(operation)
        again = self.send_one({**operation, "retry": True})
        self.assertEqual(again, {**first, "replayed": True})

    def test_busy_operation_is_not_recorded_and_comes_again(self):
        operation = self.make()
        self.error = OfflineOperationError("busy")
        result = self.send_one(operation)
        self.assertEqual((result["status"], result["code"]), ("retry", "busy"))
        self.assertFalse(self.get_ledger(operation))
        self.error = None
        self.assertEqual(self.send_one(operation)["status"], "done")

    def test_serialisation_failure_is_left_to_odoo(self):
        self.error = SerializationFailure()
        with self.assertRaises(SerializationFailure):
            self.send(self.make())

    def test_note_of_a_failure_that_fails_does_not_stop_the_batch(self):
        self.error = ValidationError("no")
        ledger = self.env.registry["pos.offline.operation"]
        with patch.object(ledger, "_after_failure", side_effect=ZeroDivisionError):
            self.assertEqual(self.send_one(self.make())["code"], "validation")

    # -- Whose -------------------------------------------------------------------------------------

    def test_effects_have_the_callers_rights_and_none_of_the_callers_context(self):
        config = self.config.with_context(default_active=False, lang="en_US")
        result = self.send_one(self.make(), config)
        env, used_config, operation = self.used
        self.assertEqual(env.user, self.cashier)
        self.assertFalse(env.su)
        self.assertFalse(used_config.env.su)
        self.assertFalse(hasattr(operation, "env"))
        self.assertEqual(env.companies, self.shop.company_id)
        self.assertEqual(env.context["lang"], "en_US")
        category = self.env["res.partner.category"].browse(result["result"]["id"])
        self.assertEqual((category.active, category.create_uid), (True, self.cashier))

    def test_right_that_the_caller_lacks_fails_the_operation(self):
        result = self.send_one(self.make(), self.shop.with_user(self.plain))
        self.assertEqual((result["status"], result["code"]), ("failed", "rights"))
        self.assertEqual(self.count(), 0)

    def test_only_users_of_the_point_of_sale_may_call(self):
        for groups in ("base.group_portal", "base.group_public", "base.group_user"):
            user = new_test_user(self.env, groups, groups=groups)
            with self.assertRaises(AccessError):
                self.shop.with_user(user).apply_offline_operations(self.make_batch(self.make()))

    def test_cashier_of_another_company_is_refused_per_operation_and_leaves_no_trace(self):
        _shop, foreigner = self.make_foreign_shop()
        operation = self.make()
        result = self.send_one(operation, self.shop.with_user(foreigner))
        self.assertEqual((result["status"], result["code"]), ("failed", "wrong_company"))
        self.assertEqual(result["uuid"], operation["uuid"])
        self.assertFalse(self.get_ledger(operation))
        self.assertEqual(self.count(), 0)

    def test_till_works_in_its_shops_company_whichever_is_chosen_elsewhere(self):
        shop, foreigner = self.make_foreign_shop()
        self.cashier.company_ids += shop.company_id
        config = shop.with_user(self.cashier).with_context(
            allowed_company_ids=self.cashier.company_id.ids
        )
        self.assertEqual(self.send_one(self.make(), config)["status"], "done")
        self.assertEqual(self.used[0].company, shop.company_id)

    def test_nobody_writes_the_ledger_by_hand(self):
        operation = self.make()
        self.send_one(operation)
        row = self.get_ledger(operation)
        values = {"uuid": "forged", "kind": KIND, "fingerprint": "", "state": "done"}
        for user in (self.plain, self.cashier, self.manager):
            ledger = row.with_user(user)
            for forge in (
                lambda ledger=ledger: ledger.write({"state": "failed"}),
                lambda ledger=ledger: ledger.create(values),
                lambda ledger=ledger: ledger.unlink(),
            ):
                with self.assertRaises(AccessError):
                    forge()

    def test_managers_read_the_ledger_of_their_companies_and_cashiers_none(self):
        operation = self.make()
        self.send_one(operation)
        row = self.get_ledger(operation)
        self.assertEqual(row.with_user(self.manager).kind, KIND)
        with self.assertRaises(AccessError):
            row.with_user(self.cashier).read(["kind"])
        shop, _foreigner = self.make_foreign_shop()
        row.company_id = shop.company_id
        with self.assertRaises(AccessError):
            row.with_user(self.manager).read(["kind"])

    # -- Which server ------------------------------------------------------------------------------

    def test_till_of_another_database_is_refused_as_a_whole(self):
        batch = self.make_batch(self.make(), database="0f0f")
        error = self.config.apply_offline_operations(batch)["error"]
        self.assertEqual(error["code"], "wrong_database")
        self.assertTrue(error["message"] and error["advice"])
        self.assertEqual(self.count(), 0)

    def test_server_that_knows_less_than_it_once_answered_applies_nothing(self):
        operation = self.make()
        self.send_one(operation)
        batch = self.make_batch(self.make(), acknowledged=operation["sequence"] + 1)
        answer = self.config.apply_offline_operations(batch)
        self.assertEqual(answer["error"]["code"], "server_restored")
        batch["acknowledged"] = operation["sequence"]
        self.assertEqual(
            self.config.apply_offline_operations(batch)["results"][0]["status"], "done"
        )

    def test_answered_failures_count_as_known(self):
        self.error = ValidationError("no")
        failed = self.make()
        self.send(failed)
        batch = self.make_batch(acknowledged=failed["sequence"])
        self.assertEqual(self.config.apply_offline_operations(batch)["results"], [])

    def test_other_tills_numbers_do_not_count(self):
        operation = self.make(sequence=50)
        self.send_one(operation)
        batch = self.make_batch(acknowledged=50, device="8")
        answer = self.config.apply_offline_operations(batch)
        self.assertEqual(answer["error"]["code"], "server_restored")

    # -- Managers and retention ------------------------------------------------------------------

    def test_manager_tries_again_with_the_managers_rights_and_tills_are_told(self):
        operation = self.make()
        self.send_one(operation, self.shop.with_user(self.plain))
        row = self.get_ledger(operation)
        with patch.object(self.env.registry["pos.config"], "_notify") as notify:
            answer = row._run_again(self.shop.with_user(self.manager), operation["payload"])
        self.assertEqual(answer["status"], "done")
        self.assertEqual(self.used[0].user, self.manager)
        notify.assert_called_once_with("POS_OFFLINE_OPERATIONS", {"uuids": [operation["uuid"]]})
        self.assertTrue(self.send_one({**operation, "retry": True})["replayed"])

    def test_old_rows_go_and_the_last_of_each_till_stays(self):
        operations = [self.make() for _count in range(3)]
        self.send(*operations)
        rows = self.env["pos.offline.operation"].search([("config_id", "=", self.shop.id)])
        rows.received_at = datetime.now() - timedelta(days=181)
        now = int(datetime.now().timestamp() * 1000)
        young = self.make(sequence=1, created=now)
        self.send_one(young)
        self.env["pos.offline.operation"]._gc_operations()
        left = rows.exists() + self.get_ledger(young)
        self.assertEqual(left.mapped("uuid"), [operations[-1]["uuid"], young["uuid"]])

    def test_repeat_of_one_whose_row_was_dropped_is_too_old_and_has_no_second_effect(self):
        operations = [self.make() for _count in range(3)]
        self.send(*operations)
        rows = self.env["pos.offline.operation"].search([("config_id", "=", self.shop.id)])
        rows.received_at = datetime.now() - timedelta(days=181)
        self.env.flush_all()
        self.env["pos.offline.operation"]._gc_operations()
        self.send(self.make())
        results = self.send(*operations)
        self.assertEqual([result.get("code") for result in results], ["too_old", "too_old", None])
        self.assertTrue(results[-1]["replayed"])
        self.assertEqual(self.count(), 4)

    def test_what_a_till_with_a_wrong_clock_sends_out_of_order_is_applied(self):
        late, early = self.make(created=1), self.make(created=1)
        self.assertEqual(self.send_one(early)["status"], "done")
        self.assertEqual(self.send_one(late)["status"], "done")
