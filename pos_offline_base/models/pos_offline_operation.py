# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL
from odoo.tools.constants import GC_UNLINK_LIMIT

from ..exceptions import BUSY, CAUSES, OfflineOperationError, describe, is_transient
from ..tools.batch import RETENTION_DAYS, Operation, read_operation, read_refused

# How long one request works; what is left over comes again.
MAX_SECONDS = 20


class PosOfflineOperation(models.Model):
    """The ledger of what tills did without the server: each operation has one effect, once.

    A row is written in the transaction of its effect, so both are there or neither is. Nobody has a
    right to write rows: what a user could write, a user could forge. The methods here write them as
    superuser (`sudo`), and only the rows: effects happen with the rights of whoever calls.
    """

    _name = "pos.offline.operation"
    _description = "Operation of a till made without the server"
    _order = "id desc"
    _rec_name = "uuid"

    uuid = fields.Char("Identifier", required=True, readonly=True)
    kind = fields.Char(required=True, readonly=True)
    fingerprint = fields.Char(
        required=True, readonly=True, help="SHA-256 of the content: a repeat must have the same."
    )
    state = fields.Selection(
        [("done", "Done"), ("failed", "Failed"), ("discarded", "Discarded")],
        required=True,
        readonly=True,
    )
    code = fields.Selection(CAUSES, "Cause", readonly=True)
    message = fields.Char(readonly=True)
    advice = fields.Char(readonly=True)
    result = fields.Json(readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    config_id = fields.Many2one("pos.config", "Point of Sale", readonly=True)
    device = fields.Char("Till", readonly=True, help="Odoo's number of the device")
    sequence = fields.Integer(readonly=True, help="Counts up per device.")
    cashier = fields.Integer(
        "Cashier's number", readonly=True, help="Of the employee or user who was at the till."
    )
    tries = fields.Integer(readonly=True)
    created_at = fields.Datetime("Entered", readonly=True, help="By the clock of the till.")
    received_at = fields.Datetime("First received", readonly=True, index=True)
    done_at = fields.Datetime("Answered", readonly=True)

    _uuid_unique = models.Constraint("UNIQUE (uuid)", "An operation has one effect, once.")
    _device_idx = models.Index("(config_id, device, sequence)")

    # -- For modules that add kinds of operations --------------------------------------------------

    @api.model
    def _get_handlers(self):
        """Return ``{kind: name of a method of this model}``.

        The method gets ``(config, payload, operation)``, runs with the caller's rights in the
        company of the point of sale, and returns a JSON-able dict, or raises
        OfflineOperationError or any of Odoo's own errors. ``operation`` is a plain
        ``tools.batch.Operation``: no record, so that no handler holds more rights than the caller.
        """
        return {}

    @api.model
    def _get_group_handlers(self):
        """Return ``{kind: name of a method of this model}`` for kinds that can go many at once.

        The method gets ``(config, operations)`` as handlers do, and returns the results in the same
        order. Where anything is unusual in any of them it raises: nothing of the group stays, and
        the operations are applied in halves, in the end each by its own handler.
        """
        return {}

    @api.model
    def _get_payload_limits(self):
        """Return ``{kind: bytes}`` for kinds whose honest payloads are larger than most."""
        return {}

    @api.model
    def _find_record(self, config, model, number, uuid=None):
        """Return the record that a till of ``config`` names, or none, if the user may read it.

        Modules extend this that know where a merged record went, or what an operation has made.

        :param number: the record's id when the till learned of it
        :param uuid: the operation that makes the record, where the till knows no id
        """
        return config.env[model].browse(number or []).exists()._filtered_access("read")

    @api.model
    def _after_failure(self, config, operation, error):
        """Keep what people need to know of an operation whose effect was rolled back.

        :param Operation operation: what failed
        :param OfflineOperationError error: why
        """

    def _get_kept_result(self, result):
        """Return what the row keeps of a result: nothing that is found again where it is."""
        return result

    def _complete_result(self, env):
        """Return the result for a repeat, with what the row does not keep, as ``env``'s user."""
        return self.result

    # -- Many at once ------------------------------------------------------------------------------

    def _apply_items(self, config, device, items, rows):
        """Apply a batch's operations in their order.

        :param dict rows: uuid and row of what is in the ledger already; gets those that are new
        :returns: the results
        """
        runs = []
        for item in items:
            operation = self._read_groupable(device, item, rows)
            kind = operation and operation.kind
            if runs and runs[-1][0] == kind:
                runs[-1][1].append((item, operation))
            else:
                runs.append((kind, [(item, operation)]))
        until = time.monotonic() + MAX_SECONDS
        return [
            result
            for kind, run in runs
            for result in self._apply_run(config, device, run, kind, rows, until)
        ]

    def _read_groupable(self, device, item, rows):
        """Return the Operation, or None where it has to be looked at by itself."""
        try:
            operation = read_operation(item, device)
        except OfflineOperationError:
            return None
        is_plain = operation.uuid not in rows and not operation.is_too_large
        return operation if is_plain and operation.kind in self._get_group_handlers() else None

    def _apply_run(self, config, device, run, kind, rows, until):
        if time.monotonic() > until:
            return [self._put_off(item) for item, _operation in run]
        if not kind or len(run) == 1:
            return [self._apply_one(config, device, item, rows) for item, _operation in run]
        results = self._apply_together(config, [operation for _item, operation in run], rows)
        if results:
            return results
        middle = len(run) // 2
        first = self._apply_run(config, device, run[:middle], kind, rows, until)
        return first + self._apply_run(config, device, run[middle:], kind, rows, until)

    def _put_off(self, item):
        uuid, _kind = read_refused(item)
        return {"uuid": uuid, "status": "retry", **describe(self.env, BUSY)}

    def _apply_together(self, config, operations, rows):
        """Return the results, or None where each half has to be looked at by itself."""
        uuids = {operation.uuid for operation in operations}
        if len(uuids) < len(operations) or uuids & rows.keys():
            return None
        if self._is_dropped(config, min(operations, key=lambda each: each.sequence)):
            return None
        try:
            with config.env.cr.savepoint():
                ledgers = self._claim(config, operations)
                results = self._handle_together(config, operations, ledgers)
        except Exception as error:
            if is_transient(error) or isinstance(error, ConcurrencyError):
                raise
            return None
        rows.update((ledger.uuid, ledger) for ledger in ledgers)
        return [
            {**ledger._get_answer(config.env), "result": result, "replayed": False}
            for ledger, result in zip(ledgers, results, strict=True)
        ]

    def _handle_together(self, config, operations, ledgers):
        name = self._get_group_handlers()[operations[0].kind]
        results = getattr(config.env[self._name], name)(config, operations)
        results = [self._as_answered(result) for result in results]
        for ledger, result in zip(ledgers, results, strict=True):
            ledger._set_result("done", result=ledger._get_kept_result(result))
        return results

    # -- Rows --------------------------------------------------------------------------------------

    def _set_result(self, state, error=None, result=None):
        """Write how the operation ended. Call it on superuser's rows only."""
        self.write(
            {
                "state": state,
                "code": error.code if error else False,
                "message": error.message if error else False,
                "advice": error.advice if error else False,
                "result": result,
                "done_at": fields.Datetime.now(),
            }
        )

    def _get_answer(self, env):
        if self.state == "done":
            return {"uuid": self.uuid, "status": "done", "result": self._complete_result(env)}
        texts = describe(env, self.code, self.message, self.advice)
        return {"uuid": self.uuid, "status": "failed", **texts}

    # -- What managers do --------------------------------------------------------------------------

    def _run_again(self, config, payload, decision=None):
        """Try a failed operation once more with the rights of ``config``'s user; tell the tills.

        :param dict payload: as the till sent it; the row itself does not keep it
        :param decision: what the operation's handler shall take as decided
        :returns: as a till would be answered
        """
        self.ensure_one()
        operation = Operation(
            uuid=self.uuid,
            sequence=self.sequence,
            kind=self.kind,
            payload=payload,
            device=self.device,
            cashier=self.cashier,
            created=self.created_at,
            decision=decision,
        )
        answer = self._take_again()._run(config, operation)
        self._notify_tills()
        return answer

    def _discard(self, text):
        """Close a failed operation for good; ``text`` is what a till that asks again is told."""
        self.write({"state": "discarded", "code": "gone", "message": text, "advice": False})
        self._notify_tills()

    def _notify_tills(self):
        """Have the tills ask again: a doorbell, which carries no data."""
        for config, operations in self.grouped("config_id").items():
            config._notify("POS_OFFLINE_OPERATIONS", {"uuids": operations.mapped("uuid")})

    # -- Retention ---------------------------------------------------------------------------------

    @api.autovacuum
    def _gc_operations(self):
        """Drop old rows, run daily.

        The last of the old ones of each till stays: it says which rows may be gone, and it tells a
        restored server.
        """
        before = fields.Datetime.now() - timedelta(days=RETENTION_DAYS)
        query = SQL(
            """SELECT id FROM pos_offline_operation o WHERE received_at < %s
                  AND (config_id IS NULL OR fingerprint = '' OR EXISTS (
                   SELECT 1 FROM pos_offline_operation later
                    WHERE later.config_id = o.config_id AND later.device = o.device
                      AND later.sequence > o.sequence AND later.received_at < %s))
               ORDER BY id LIMIT %s""",
            before,
            before,
            GC_UNLINK_LIMIT,
        )
        rows = self.env.execute_query(query)
        self.browse(id_ for (id_,) in rows).unlink()
        return len(rows), len(rows) == GC_UNLINK_LIMIT
