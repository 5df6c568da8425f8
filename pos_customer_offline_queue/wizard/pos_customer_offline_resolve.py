# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.pos_offline_operation import DECISION


class PosCustomerOfflineResolve(models.TransientModel):
    """The choice of a manager: between two values of a field, or between customers that match."""

    _name = "pos.customer.offline.resolve"
    _description = "Decide on a customer entered without the server"

    log_id = fields.Many2one("pos.customer.offline.log", required=True, ondelete="cascade")
    cause = fields.Char(related="log_id.cause")
    log_state = fields.Selection(related="log_id.state")
    message = fields.Char(related="log_id.message")
    line_ids = fields.One2many(
        "pos.customer.offline.resolve.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    candidate_ids = fields.Many2many(related="log_id.candidate_ids")
    partner_id = fields.Many2one(
        "res.partner",
        "Existing customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', candidate_ids)]",
    )

    @api.depends("log_id")
    def _compute_line_ids(self):
        for wizard in self:
            conflicts = wizard.log_id.value_ids.filtered("is_conflict")
            wizard.line_ids = [
                fields.Command.create({"value_id": value.id, "edited": value.till})
                for value in conflicts
            ]

    @api.depends("log_id")
    def _compute_partner_id(self):
        for wizard in self:
            wizard.partner_id = wizard.log_id.candidate_ids[:1]

    def action_apply(self):
        """Write the chosen values to the customer."""
        self._check_waits()
        self.log_id._apply_choices({line.value_id: line._get_choice() for line in self.line_ids})

    def action_use_existing(self):
        """Make the till's customer the existing one."""
        self._check_waits("failed")
        if self.partner_id not in self.candidate_ids:
            raise UserError(self.env._("Choose one of the customers that match."))
        self.log_id._run_again(**{DECISION: self.partner_id.id})

    def action_create(self):
        """Make a customer of its own."""
        self._check_waits("failed")
        self.log_id._run_again(**{DECISION: "create"})

    def action_keep_both(self):
        """Say that the two are two."""
        self._check_waits()
        self.log_id._close("resolved")

    def action_merge(self):
        """Open Odoo's own merge with both customers; done there, the line is closed."""
        self._check_waits()
        action = self.env["ir.actions.act_window"]._for_xml_id("base.action_partner_merge")
        both = self.log_id.partner_id + self.partner_id
        return {**action, "context": {"active_model": "res.partner", "active_ids": both.ids}}

    def _check_waits(self, state="open"):
        self.log_id._get_decidable()
        if self.log_id.state != state:
            raise UserError(self.env._("Somebody else has decided this already."))


class PosCustomerOfflineResolveLine(models.TransientModel):
    _name = "pos.customer.offline.resolve.line"
    _description = "Field to decide on"

    wizard_id = fields.Many2one(
        "pos.customer.offline.resolve", required=True, ondelete="cascade", index=True
    )
    value_id = fields.Many2one("pos.customer.offline.log.value", required=True, ondelete="cascade")
    label = fields.Char(related="value_id.label")
    base = fields.Char(related="value_id.base")
    server = fields.Char(related="value_id.server")
    till = fields.Char(related="value_id.till")
    side = fields.Selection(
        [("server", "Keep the server's"), ("till", "Take the till's"), ("edited", "Write another")],
        "Choice",
        default="server",
        required=True,
    )
    edited = fields.Char("Another value")

    def _get_choice(self):
        """Return the side and the value to write."""
        if self.side == "edited":
            kind = self.env["res.partner"]._fields[self.value_id.field].type
            if kind not in ("char", "text", "html"):
                raise UserError(
                    self.env._("Change %s in the customer's own form instead.", self.label)
                )
            return self.side, self.edited or False
        return self.side, self.value_id.till_value
