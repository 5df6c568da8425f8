# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json
import logging
from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL
from odoo.tools.json import json_default

from ..exceptions import BUSY, OfflineOperationError, as_operation_error, is_transient
from ..tools.batch import (
    MAX_PAYLOAD_BYTES,
    PROTOCOL,
    RETENTION_DAYS,
    UNRECORDED,
    UUID,
    read_batch,
    read_operation,
    read_refused,
)

_logger = logging.getLogger(__name__)

# Notes of refusals per user and day.
MAX_REFUSED = 500


class PosOfflineOperation(models.Model):
    """How a batch becomes rows of the ledger and their effects."""

    _inherit = "pos.offline.operation"

    # -- A batch -----------------------------------------------------------------------------------

    @api.model
    def _apply_batch(self, config, raw):
        """Apply what ``pos.config.apply_offline_operations`` was given; return its answer."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        try:
            batch = read_batch(raw)
            self._check_origin(config, batch, database)
        except OfflineOperationError as error:
            _logger.warning(
                "Batch of operations refused: %s (point of sale %s)", error.code, config.id
            )
            return {"error": error.describe(self.env)}
        known = self._find_known(batch)
        results = self._apply_items(config, batch.device, batch.operations, known)
        return {"protocol": PROTOCOL, "database": database, "results": results}

    def _check_origin(self, config, batch, database):
        """Refuse a till that knows another database, or a later state of this one.

        Its numbers of records would mean other records here.
        """
        if batch.database != database:
            raise OfflineOperationError("wrong_database")
        last = self.sudo().search(
            [
                ("config_id", "=", config.id),
                ("device", "=", batch.device),
                ("fingerprint", "!=", ""),
            ],
            order="sequence desc",
            limit=1,
        )
        if batch.acknowledged > last.sequence:
            raise OfflineOperationError("server_restored")

    def _find_known(self, batch):
        """Return ``{uuid: row}`` of what has come before, in one look for the whole batch."""
        uuids = [item.get("uuid") for item in batch.operations if isinstance(item, dict)]
        sound = [uuid.lower() for uuid in uuids if isinstance(uuid, str) and UUID.fullmatch(uuid)]
        return {row.uuid: row for row in self.sudo().search([("uuid", "in", sound)])}

    def _apply_one(self, config, device, raw, rows):
        try:
            operation = read_operation(raw, device)
        except OfflineOperationError as error:
            return self._refuse(config, device, raw, error)
        known = rows.get(operation.uuid, self.sudo().browse())
        is_correction = known and known._is_correction(config, operation)
        if known and not (is_correction or known._is_same(config, operation)):
            return self._refuse(config, device, raw, OfflineOperationError("different_content"))
        if known and not (known.state == "failed" and operation.retry):
            return {**known._get_answer(self.env), "replayed": True}
        if not known and self._is_dropped(config, operation):
            return self._refuse(config, device, raw, OfflineOperationError("too_old"))
        if is_correction:
            known.write({"fingerprint": operation.fingerprint})
        ledger = known._take_again() if known else self._claim(config, [operation])
        answer = ledger._run(config, operation)
        rows[operation.uuid] = ledger.exists() if answer["status"] == "retry" else ledger
        return answer

    def _is_dropped(self, config, operation):
        """Tell whether it is from before the last row that is past its time: its own may be gone.

        Applied again it would have a second effect. What the till's clock says does not count.
        """
        before = fields.Datetime.now() - timedelta(days=RETENTION_DAYS)
        # OFFSET 0: by the few rows that are so old, not back through all that the till has sent.
        query = SQL(
            """SELECT max(sequence) FROM (
                   SELECT sequence FROM pos_offline_operation
                    WHERE received_at < %s AND config_id = %s AND device = %s
                      AND fingerprint != '' OFFSET 0) old""",
            before,
            config.id,
            operation.device,
        )
        [(last,)] = self.env.execute_query(query)
        return operation.sequence < (last or 0)

    def _is_same(self, config, operation):
        return self.fingerprint == operation.fingerprint and self.config_id == config.sudo()

    def _is_correction(self, config, operation):
        """Tell whether a failed operation comes again on purpose, corrected by a person.

        Nothing of it was applied, and orders and other operations know it by its uuid.
        """
        is_again = self.state == "failed" and operation.retry
        return is_again and self.kind == operation.kind and self.config_id == config.sudo()

    # -- One operation -----------------------------------------------------------------------------

    def _claim(self, config, operations):
        """Write the rows before the effects, so that a second transaction with a same uuid waits.

        When the first commits, PostgreSQL ends the second with a serialisation failure. Odoo runs
        it again, and then it finds the row.

        :returns: the new rows in the order of the operations, as superuser
        """
        rows = [self._prepare_claim(config, operation) for operation in operations]
        # Not `create`: a duplicate must end as a serialisation failure, not as a broken constraint.
        query = SQL(
            """INSERT INTO pos_offline_operation (%s) VALUES %s
               ON CONFLICT (uuid) DO NOTHING RETURNING uuid, id""",
            SQL(", ").join(map(SQL.identifier, rows[0])),
            SQL(", ").join(SQL("%s", tuple(row.values())) for row in rows),
        )
        self.env.cr.execute(query, log_exceptions=False)
        claimed = dict(self.env.cr.fetchall())
        for operation in operations:
            if operation.uuid not in claimed:
                raise ConcurrencyError(f"Operation {operation.uuid} has come twice at once.")
        return self.sudo().browse(claimed[operation.uuid] for operation in operations)

    def _prepare_claim(self, config, operation):
        return {
            **self._prepare_row(config, operation.device, operation.sequence),
            "uuid": operation.uuid,
            "kind": operation.kind,
            "fingerprint": operation.fingerprint,
            "state": "failed",
            "cashier": operation.cashier,
            "created_at": operation.created,
        }

    def _prepare_row(self, config, device, sequence):
        return {
            "user_id": self.env.uid,
            "company_id": config.company_id.id,
            "config_id": config.id,
            "device": device,
            "sequence": sequence,
            "tries": 1,
            "received_at": fields.Datetime.now(),
        }

    def _take_again(self):
        """Lock the row of a failed operation for another try; of two at once, one waits."""
        query = SQL("UPDATE pos_offline_operation SET tries = tries + 1 WHERE id = %s", self.id)
        self.env.cr.execute(query, log_exceptions=False)
        self.invalidate_recordset(["tries"])
        return self

    def _run(self, config, operation):
        """Apply the operation within a savepoint, write the row and return the till's answer."""
        env = config.env
        try:
            with env.cr.savepoint():
                result = env[self._name]._handle(config, operation)
        except Exception as error:
            if is_transient(error) or isinstance(error, ConcurrencyError):
                raise
            return self._fail(config, operation, error)
        self._set_result("done", result=self._get_kept_result(result))
        return {**self._get_answer(env), "result": result, "replayed": False}

    @api.model
    def _handle(self, config, operation):
        name = self._get_handlers().get(operation.kind)
        if not name:
            raise OfflineOperationError("unknown_kind")
        limit = self._get_payload_limits().get(operation.kind, MAX_PAYLOAD_BYTES)
        if operation.size > limit:
            raise OfflineOperationError("too_large")
        return self._as_answered(getattr(self, name)(config, operation.payload, operation))

    @api.model
    def _as_answered(self, result):
        """Return a result as a repeat would get it, dates as texts included."""
        return json.loads(json.dumps(result, default=json_default))

    def _fail(self, config, operation, cause):
        error = as_operation_error(config.env, cause)
        arguments = operation.kind, operation.uuid, operation.device, config.id, error.code
        # No content: the server's log is not the place for people's data.
        text = "Offline operation %s %s of till %s (point of sale %s) failed: %s"
        _logger.warning(text, *arguments, exc_info=cause if error.code == "server_error" else None)
        if error.code == BUSY:
            # As if it had never come: the next try is a first one.
            self.unlink()
            return {"uuid": operation.uuid, "status": "retry", **error.describe(config.env)}
        self._set_result("failed", error)
        self._keep_failure(config, operation, error)
        return {**self._get_answer(config.env), "replayed": False}

    def _keep_failure(self, config, operation, error):
        """Let modules note the failure; a note that cannot be written must not stop the others."""
        try:
            with config.env.cr.savepoint():
                config.env[self._name]._after_failure(config, operation, error)
        except Exception as problem:
            if is_transient(problem):
                raise
            _logger.exception("The failure of operation %s was not noted", operation.uuid)

    def _refuse(self, config, device, raw, error):
        """Answer what cannot have a row of its own uuid; the refusal gets one, for the managers."""
        uuid, kind = read_refused(raw)
        described = error.describe(self.env)
        if self._may_note_refusal():
            row = {**self._prepare_row(config, device, 0), **described, "fingerprint": ""}
            row.update(uuid=f"refused-{uuid4()}", kind=kind or "?", state="failed")
            self.sudo().create({**row, "done_at": row["received_at"]})
        text = "Offline operation of till %s (point of sale %s) refused: %s"
        _logger.warning(text, device, config.id, error.code)
        return {"uuid": uuid, "status": "failed", **described, **UNRECORDED}

    def _may_note_refusal(self):
        """Tell whether there is room: what anybody can send at will must not fill the disk."""
        day_ago = fields.Datetime.now() - timedelta(days=1)
        domain = [("user_id", "=", self.env.uid), ("uuid", "=like", "refused-%")]
        rows = self.sudo().search_count([*domain, ("received_at", ">", day_ago)], limit=MAX_REFUSED)
        return rows < MAX_REFUSED
