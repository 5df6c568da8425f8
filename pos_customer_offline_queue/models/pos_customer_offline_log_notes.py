# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from markupsafe import Markup

from odoo import api, fields, models

from odoo.addons.pos_offline_base.exceptions import describe
from odoo.addons.pos_offline_base.tools.card_numbers import without_card_numbers

from ..tools.customer_values import CustomerValues
from ..tools.merge import SERVER, TILL


class PosCustomerOfflineLog(models.Model):
    """How operations come into the log, and from there into a customer's own history."""

    _inherit = "pos.customer.offline.log"

    @api.model
    def _note(self, config, operation, customer, *, outcome, values, **more):
        """Write what an operation did. ``values``: (field, base, till, server, till's is kept)."""
        row = {"partner_id": customer.id, "name": customer.name, "outcome": outcome, **more}
        row.setdefault("state", "done")
        row.update({"message": False, "advice": False})
        row.setdefault("cause", False)
        lines = [
            self._prepare_value(config, name, base, till, server, TILL if taken else SERVER)
            for name, base, till, server, taken in values
        ]
        return self._write_row(config, operation, row, lines)

    @api.model
    def _note_created(self, config, operations, customers, entered):
        """Write that each of ``operations`` made a new customer of what was entered."""
        rows = []
        for operation, customer, values in zip(operations, customers, entered, strict=True):
            lines = [
                self._prepare_value(config, name, False, value, False, TILL)
                for name, value in values.items()
            ]
            row = {"partner_id": customer.id, "name": customer.name, "outcome": "created"}
            origin = self._prepare_origin(config, operation)
            rows.append({**origin, "state": "done", **self._prepare_row(operation, row, lines)})
        return self.sudo().create(rows)

    @api.model
    def _note_changes(self, config, operation, customer, changes, is_open):
        lines = [
            self._prepare_value(config, c.field, c.base, c.till, c.server, c.kept, c.conflict)
            for c in changes
        ]
        conflicts = sum(change.conflict for change in changes)
        row = {
            "partner_id": customer.id,
            "name": customer.name,
            "outcome": "changed" if any(c.kept == TILL for c in changes) else "unchanged",
            "state": "open" if is_open else "done",
            "cause": "conflict" if conflicts else False,
            "conflict_count": conflicts,
            "message": False,
            "advice": False,
        }
        return self._write_row(config, operation, row, lines)

    @api.model
    def _note_failure(self, config, operation, error):
        values = operation.payload.get("values")
        allowed = self.env["res.partner"]._get_offline_fields()
        values = without_card_numbers(values) if isinstance(values, dict) else {}
        # Shown, never written: what is wrong with them may be the reason of the failure.
        lines = [
            self._prepare_value(config, name, False, str(value)[:500], False, False)
            for name, value in values.items()
            if name in allowed
        ]
        customer = self._find_named(config, operation.payload.get("id"))
        texts = describe(self.env, error.code, error.message, error.advice)
        row = {
            "state": "failed",
            "cause": error.code,
            "message": texts["message"],
            "advice": texts["advice"],
            "partner_id": customer.id,
            "name": str(values.get("name") or customer.name or "")[:200],
            "candidate_ids": getattr(error, "partners", customer.browse()).ids,
        }
        return self._write_row(config, operation, row, lines)

    def _find_named(self, config, number):
        """Return the customer that a till has named, unless it is another company's."""
        customer = self.env["res.partner"]
        if type(number) is int and 0 < number < 2**31:
            customer = customer._follow_offline_merge(number)
        # As superuser: yes or no.
        company = customer.sudo().company_id
        is_foreign = company and company != config.company_id
        return customer.browse() if is_foreign else customer._filtered_access("read")

    def _prepare_value(self, config, name, base, till, server, kept, conflict=False):
        show = CustomerValues(config).show
        texts = {"base": base, "till": till, "server": server}
        return {
            "field": name,
            **{
                side: value if isinstance(value, str) else show(name, value)
                for side, value in texts.items()
            },
            "till_value": till,
            "kept": kept,
            "is_conflict": conflict,
        }

    def _write_row(self, config, operation, row, lines):
        log = self.sudo().search([("uuid", "=", operation.uuid)])
        log.value_ids.unlink()
        row = self._prepare_row(operation, row, lines)
        if log:
            log.write(row)
        else:
            log = self.sudo().create({**self._prepare_origin(config, operation), **row})
        return log.with_env(self.env)

    def _prepare_row(self, operation, row, lines):
        return {
            **row,
            "payload": {} if operation.is_too_large else without_card_numbers(operation.payload),
            "done_at": fields.Datetime.now(),
            "value_ids": [fields.Command.create(line) for line in lines],
        }

    def _prepare_origin(self, config, operation):
        return {
            "uuid": operation.uuid,
            "kind": operation.kind,
            "config_id": config.id,
            "company_id": config.company_id.id,
            "device": operation.device,
            "user_id": self.env.uid,
            "cashier": config._get_offline_cashier_name(operation.cashier),
            "created_at": operation.created,
        }

    def _post_note(self):
        """Tell in the customer's own history what was merged, both values named."""
        for log in self:
            lines = [
                Markup("<li>%s: %s → %s (%s)</li>")
                % (v.label, v.server or "–", v.till or "–", v._get_kept_text())
                for v in log.sudo().value_ids
                if v.is_conflict
            ]
            head = self.env._(
                "Changed at the till %(till)s and here at the same time:", till=log.sudo().device
            )
            body = Markup("<p>%s</p><ul>%s</ul>") % (head, Markup("").join(lines))
            log.sudo().partner_id.with_env(self.env).message_post(body=body)
