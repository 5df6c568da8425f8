# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from itertools import groupby

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ..exceptions import OfflineOperationError, is_transient
from ..tools.batch import read_operation


class PosOfflineOperation(models.Model):
    """How neighbours of a batch are applied at once, which is much quicker, where all are plain."""

    _inherit = "pos.offline.operation"

    @api.model
    def _get_group_handlers(self):
        """Return ``{kind: name of a method of this model}`` for kinds that can go many at once.

        The method gets ``(config, operations)`` as handlers do, and returns the results in the same
        order. Where anything is unusual in any of them it raises: nothing of the group stays, and
        the operations are applied in halves, in the end each by its own handler.
        """
        return {}

    def _apply_items(self, config, device, items, rows):
        """Apply a batch's operations in their order.

        :param dict rows: uuid and row of what is in the ledger already; gets those that are new
        :returns: the results
        """
        results = []
        runs = groupby(items, key=lambda item: self._get_group_kind(device, item, rows))
        for kind, run in runs:
            results += self._apply_run(config, device, list(run), kind, rows)
        return results

    def _get_group_kind(self, device, item, rows):
        try:
            operation = read_operation(item, device)
        except OfflineOperationError:
            return None
        is_plain = operation.uuid not in rows and not operation.is_too_large
        return operation.kind if is_plain and operation.kind in self._get_group_handlers() else None

    def _apply_run(self, config, device, items, kind, rows):
        if not kind or len(items) == 1:
            return [self._apply_one(config, device, item, rows) for item in items]
        operations = [read_operation(item, device) for item in items]
        results = self._apply_together(config, operations, rows)
        if results:
            return results
        middle = len(items) // 2
        first = self._apply_run(config, device, items[:middle], kind, rows)
        return first + self._apply_run(config, device, items[middle:], kind, rows)

    def _apply_together(self, config, operations, rows):
        """Return the results, or None where each half has to be looked at by itself."""
        uuids = {operation.uuid for operation in operations}
        if len(uuids) < len(operations) or uuids & rows.keys():
            return None
        try:
            with config.env.cr.savepoint():
                ledgers = self._claim(config, operations)
                self._handle_together(config, operations, ledgers)
        except Exception as error:
            if is_transient(error) or isinstance(error, ConcurrencyError):
                raise
            return None
        rows.update((ledger.uuid, ledger) for ledger in ledgers)
        return [{**ledger._get_answer(config.env), "replayed": False} for ledger in ledgers]

    def _handle_together(self, config, operations, ledgers):
        name = self._get_group_handlers()[operations[0].kind]
        results = getattr(config.env[self._name], name)(config, operations)
        for ledger, result in zip(ledgers, results, strict=True):
            ledger._set_result("done", result=self._as_answered(result))
