# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PosCustomerOfflineResolve(models.TransientModel):
    """The choice of a manager: between two values of a field, or between customers that match."""

    _name = "pos.customer.offline.resolve"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Decide on a customer entered without the server"

    log_id = fields.Many2one("pos.customer.offline.log", required=True, ondelete="cascade")
    cause = fields.Selection(related="log_id.cause", related_sudo=False)
    log_state = fields.Selection(related="log_id.state", related_sudo=False)
    message = fields.Char(related="log_id.message", related_sudo=False)
    line_ids = fields.One2many(
        "pos.customer.offline.resolve.line",
        "wizard_id",
        compute="_compute_line_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    candidate_ids = fields.Many2many(related="log_id.candidate_ids", related_sudo=False)
    partner_id = fields.Many2one(
        "res.partner",
        "Existing customer",
        compute="_compute_partner_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain="[('id', 'in', candidate_ids)]",
    )

    @api.depends("log_id")
    def _compute_line_ids(self):
        for wizard in self:
            conflicts = wizard.log_id.value_ids.filtered("is_conflict")
            wizard.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create({"value_id": value.id, "edited": value.till})
                    for value in conflicts
                ),
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
        self.log_id._run_again(self._get_existing().id)

    def action_create(self):
        """Make a customer of its own."""
        self._check_waits("failed")
        self.log_id._run_again("create")

    def action_keep_both(self):
        """Say that the two are two."""
        self._check_waits()
        self.log_id._close("resolved")

    def action_merge(self):
        """Open Odoo's own merge with both customers; done there, the line is closed."""
        self._check_waits()
        action = self.env["ir.actions.act_window"]._for_xml_id("base.action_partner_merge")
        both = self.log_id.partner_id + self._get_existing()
        return {**action, "context": {"active_model": "res.partner", "active_ids": both.ids}}

    def _get_existing(self):
        if self.partner_id not in self.candidate_ids:
            raise UserError(self.env._("Choose one of the customers that match."))
        return self.partner_id

    def _check_waits(self, state="open"):
        self.log_id._get_decidable()
        if self.log_id.state != state:
            raise UserError(self.env._("Somebody else has decided this already."))


class PosCustomerOfflineResolveLine(models.TransientModel):
    _name = "pos.customer.offline.resolve.line"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Field to decide on"

    wizard_id = fields.Many2one(
        "pos.customer.offline.resolve", required=True, ondelete="cascade", index=True
    )
    value_id = fields.Many2one("pos.customer.offline.log.value", required=True, ondelete="cascade")
    label = fields.Char(related="value_id.label", related_sudo=False)
    base = fields.Char(related="value_id.base", related_sudo=False)
    server = fields.Char(related="value_id.server", related_sudo=False)
    till = fields.Char(related="value_id.till", related_sudo=False)
    side = fields.Selection(
        [("server", "Keep the server's"), ("till", "Take the till's"), ("edited", "Write another")],
        "Choice",
        default="server",
        required=True,
    )
    edited = fields.Char("Another value")

    @api.constrains("wizard_id", "value_id")
    def _check_belongs_together(self):
        for line in self:
            if line.value_id.log_id != line.wizard_id.log_id:
                raise ValidationError(self.env._("This value belongs to another customer's line."))

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
