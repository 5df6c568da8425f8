# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.constants import GC_UNLINK_LIMIT

from odoo.addons.pos_offline_base.exceptions import describe

from ..tools.customer_values import CustomerValues
from ..tools.merge import SERVER, TILL


class PosCustomerOfflineLog(models.Model):
    """What became of each customer that a till entered or changed without the server.

    As with the ledger nobody has a right to write: a log that its readers can change proves nothing.
    The methods here write as superuser (`sudo`), only rows of this log; customers are changed with
    the rights of whoever decides.
    """

    _name = "pos.customer.offline.log"
    _description = "Customer entered without the server"
    _order = "id desc"
    _rec_name = "name"

    uuid = fields.Char("Operation", required=True, readonly=True)
    kind = fields.Selection(
        [("partner.create", "New customer"), ("partner.write", "Change")],
        required=True,
        readonly=True,
    )
    name = fields.Char("Customer's name", readonly=True)
    state = fields.Selection(
        [
            ("done", "Done"),
            ("open", "To decide"),
            ("failed", "Failed"),
            ("resolved", "Resolved"),
            ("discarded", "Discarded"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    cause = fields.Char(readonly=True, help="Why it failed or has to be decided.")
    outcome = fields.Selection(
        [
            ("created", "Created"),
            ("linked", "Existing one used"),
            ("changed", "Changed"),
            ("unchanged", "Nothing to change"),
        ],
        readonly=True,
    )
    message = fields.Char("What happened", readonly=True)
    advice = fields.Char("What to do", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, index="btree_not_null", ondelete="set null"
    )
    candidate_ids = fields.Many2many("res.partner", string="Already there", readonly=True)
    value_ids = fields.One2many("pos.customer.offline.log.value", "log_id", "Values", readonly=True)
    conflict_count = fields.Integer("Conflicts", readonly=True)
    payload = fields.Json(readonly=True)
    config_id = fields.Many2one("pos.config", "Point of Sale", readonly=True, index=True)
    company_id = fields.Many2one("res.company", "Company", readonly=True)
    device = fields.Char("Till", readonly=True)
    user_id = fields.Many2one("res.users", "User", readonly=True)
    cashier = fields.Char(readonly=True)
    created_at = fields.Datetime("Entered", readonly=True, help="By the clock of the till.")
    done_at = fields.Datetime("On the server", readonly=True)
    resolved_at = fields.Datetime("Decided", readonly=True)
    resolved_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    reason = fields.Char("Reason", readonly=True)
    order_count = fields.Integer("Orders", compute="_compute_order_count")

    _uuid_unique = models.Constraint("UNIQUE (uuid)", "An operation has one line in the log.")

    def _compute_order_count(self):
        domain = [("offline_customer_uuid", "in", self.mapped("uuid"))]
        groups = self.env["pos.order"]._read_group(
            domain, ["offline_customer_uuid"], ["__count"]
        )
        counts = dict(groups)
        for log in self:
            log.order_count = counts.get(log.uuid, 0)

    # -- Buttons -----------------------------------------------------------------------------------

    def action_retry(self):
        """Try what failed once more, with the rights of the manager who presses."""
        for log in self._get_decidable().filtered(lambda log: log.state == "failed"):
            log._run_again()

    def action_decide(self):
        """Open the choice between the two sides, or between the customers that match."""
        return self._open_wizard("resolve", self.env._("Decide"))

    def action_discard(self):
        """Ask for the reason, then close it without effect."""
        return self._open_wizard("discard", self.env._("Discard"))

    def action_open_customer(self):
        """Open the customer."""
        self.ensure_one()
        return self.partner_id._get_records_action()

    def action_open_orders(self):
        """Open the orders that name this customer."""
        self.ensure_one()
        orders = self.env["pos.order"].search([("offline_customer_uuid", "=", self.uuid)])
        return orders._get_records_action(name=self.env._("Orders"))

    def _open_wizard(self, name, title):
        self._get_decidable().ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": f"pos.customer.offline.{name}",
            "view_mode": "form",
            "target": "new",
            "context": {"default_log_id": self.id},
        }

    def _get_decidable(self):
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(
                self.env._("Only a manager of the Point of Sale can decide this. Ask a manager.")
            )
        self.check_access("read")
        return self

    # -- What managers decide ----------------------------------------------------------------------

    def _get_ledger(self):
        return self.env["pos.offline.operation"].sudo().search([("uuid", "=", self.uuid)])

    def _get_config(self):
        """Return the point of sale in its own company, with the rights of who decides."""
        return self.config_id.with_context(allowed_company_ids=self.company_id.ids)

    def _run_again(self, **context):
        config, ledger = self._get_config().with_context(**context), self._get_ledger()
        if not ledger:
            raise UserError(self.env._("This is too old to be tried again. Enter it by hand."))
        answer = ledger._run_again(config, self.payload or {})
        if answer["status"] == "done":
            self._close("resolved")

    def _close(self, state, reason=False):
        self.sudo().write(
            {
                "state": state,
                "reason": reason,
                "resolved_at": fields.Datetime.now(),
                "resolved_by_id": self.env.uid,
            }
        )

    def _discard(self, reason):
        """Close without effect; a till that asks again is told so."""
        self._get_decidable()
        for log in self.filtered(lambda log: log.state in ("failed", "open")):
            if log.state == "failed":
                text = self.env._("A manager has discarded this: %s", reason)
                log._get_ledger()._discard(text)
            log._close("discarded", reason)

    def _apply_choices(self, choices):
        """Write what a manager chose for the fields in conflict.

        :param dict choices: ``{line of the log: (side, value)}``
        """
        self.ensure_one()
        tools = CustomerValues(self._get_config())
        written = {line.field: value for line, (side, value) in choices.items() if side != SERVER}
        if written:
            self.partner_id.with_env(tools.env).write(tools.prepare(tools.read(written)))
        for line, (side, _value) in choices.items():
            line.sudo().kept = side
        self._close("resolved")
        self._post_note()
        self._get_ledger()._notify_tills()

    @api.model
    def _after_merge(self, customer):
        """Close what asked whether two customers are one, once they are."""
        logs = self.sudo().search(
            [("state", "=", "open"), ("cause", "=", "duplicate"), ("partner_id", "=", customer.id)]
        )
        logs._close("resolved")

    # -- Notes -----------------------------------------------------------------------------------------

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
        values = values if isinstance(values, dict) else {}
        # Shown, never written: what is wrong with them may be the reason of the failure.
        lines = [
            self._prepare_value(config, name, False, str(value)[:500], False, False)
            for name, value in values.items()
            if name in allowed
        ]
        number = operation.payload.get("id")
        customer = self.env["res.partner"]
        if type(number) is int and 0 < number < 2**31:
            customer = customer._follow_offline_merge(number)
        texts = describe(self.env, error.code, error.message, error.advice)
        row = {
            "state": "failed",
            "cause": error.code,
            "message": texts["message"],
            "advice": texts["advice"],
            "partner_id": customer.id,
            "name": str(values.get("name") or customer.sudo().name or "")[:200],
            "candidate_ids": getattr(error, "partners", customer.browse()).ids,
        }
        return self._write_row(config, operation, row, lines)

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
        row = {
            **row,
            "payload": {} if operation.is_too_large else operation.payload,
            "done_at": fields.Datetime.now(),
            "value_ids": [fields.Command.create(line) for line in lines],
        }
        if log:
            log.write(row)
        else:
            log = self.sudo().create({**self._prepare_origin(config, operation), **row})
        return log.with_env(self.env)

    def _prepare_origin(self, config, operation):
        return {
            "uuid": operation.uuid,
            "kind": operation.kind,
            "config_id": config.id,
            "company_id": config.company_id.id,
            "device": operation.device,
            "user_id": self.env.uid,
            "cashier": self._get_cashier_name(config, operation.cashier),
            "created_at": operation.created,
        }

    def _get_cashier_name(self, config, number):
        """Return the name behind the till's number: an employee where tills have employees."""
        if not number:
            return self.env.user.name
        has_employees = "module_pos_hr" in config and config.module_pos_hr
        model = "hr.employee.public" if has_employees else "res.users"
        return self.env[model].browse(number).exists().name if model in self.env else ""

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

    # -- Retention ---------------------------------------------------------------------------------

    @api.autovacuum
    def _gc_logs(self):
        """Drop what each point of sale no longer wants to keep; run daily."""
        done = remaining = 0
        for config in self.env["pos.config"].with_context(active_test=False).search([]):
            before = fields.Datetime.now() - timedelta(days=config.offline_customer_retention)
            domain = [
                ("config_id", "=", config.id),
                ("state", "not in", ["open", "failed"]),
                ("done_at", "<", before),
            ]
            old = self.search(domain, limit=GC_UNLINK_LIMIT)
            old.unlink()
            done, remaining = done + len(old), remaining or len(old) == GC_UNLINK_LIMIT
        return done, remaining
