# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.constants import GC_UNLINK_LIMIT

from odoo.addons.pos_offline_base.exceptions import CAUSES, OfflineOperationError
from odoo.addons.pos_offline_base.tools.card_numbers import without_card_numbers

from ..tools.customer_values import CustomerValues
from ..tools.merge import SERVER
from ..tools.parting import Parting


class PosCustomerOfflineLog(models.Model):
    """What became of each customer that a till entered or changed without the server.

    As with the ledger nobody has a right to write: a log that its readers can change proves
    nothing.
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
    cause = fields.Selection(CAUSES, readonly=True, help="Why it failed or has to be decided.")
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
    company_id = fields.Many2one("res.company", readonly=True)
    device = fields.Char("Till", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    cashier = fields.Char(readonly=True)
    created_at = fields.Datetime("Entered", readonly=True, help="By the clock of the till.")
    done_at = fields.Datetime("On the server", readonly=True)
    resolved_at = fields.Datetime("Decided", readonly=True)
    resolved_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    reason = fields.Char(readonly=True)
    order_count = fields.Integer("Orders", compute="_compute_order_count")

    _uuid_unique = models.Constraint("UNIQUE (uuid)", "An operation has one line in the log.")

    def _compute_order_count(self):
        domain = [("offline_customer_uuid", "in", self.mapped("uuid"))]
        groups = self.env["pos.order"]._read_group(domain, ["offline_customer_uuid"], ["__count"])
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

    def action_part(self):
        """Say that they are two people: the one that the till entered becomes one of its own."""
        self._get_decidable().ensure_one()
        return Parting(self).run()._get_records_action()

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
        return self.config_id._in_own_company()

    def _run_again(self, decision=None):
        config, ledger = self._get_config(), self._get_ledger()
        if not ledger:
            raise UserError(self.env._("This is too old to be tried again. Enter it by hand."))
        answer = ledger._run_again(config, self.payload or {}, decision)
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
        reason = without_card_numbers(reason)
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
            self.partner_id.with_env(tools.env).write(self._prepare_chosen(tools, written))
        for line, (side, _value) in choices.items():
            line.sudo().kept = side
        self._close("resolved")
        self.with_env(tools.env)._post_note()
        self._get_config()._tell_tills_of_customers(self.partner_id.ids)

    def _prepare_chosen(self, tools, written):
        try:
            return tools.prepare(tools.check(written))
        except OfflineOperationError as error:
            raise UserError(error.describe(self.env)["message"]) from error

    @api.model
    def _after_merge(self, customer):
        """Close what asked whether two customers are one, once they are."""
        logs = self.sudo().search(
            [("state", "=", "open"), ("cause", "=", "duplicate"), ("partner_id", "=", customer.id)]
        )
        logs._close("resolved")

    def _forget_values(self):
        """Keep that it happened, and nothing of what was entered."""
        self.value_ids.unlink()
        self.write({"name": False, "payload": False, "message": False})

    # -- Retention ---------------------------------------------------------------------------------

    @api.autovacuum
    def _gc_logs(self):
        """Drop what each point of sale no longer wants to keep; run daily."""
        done = remaining = 0
        decided = [("state", "not in", ["open", "failed"])]
        for (config,) in self._read_group(decided, ["config_id"]):
            before = fields.Datetime.now() - timedelta(days=config.offline_customer_retention)
            domain = [*decided, ("config_id", "=", config.id), ("done_at", "<", before)]
            old = self.search(domain, limit=GC_UNLINK_LIMIT)
            old.unlink()
            done, remaining = done + len(old), remaining or len(old) == GC_UNLINK_LIMIT
        return done, remaining
