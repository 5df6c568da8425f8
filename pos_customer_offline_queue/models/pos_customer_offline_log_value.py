# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models


class PosCustomerOfflineLogValue(models.Model):
    """One field of an operation: what the till saw and wanted, what the server had, what stayed."""

    _name = "pos.customer.offline.log.value"
    _description = "Value of a customer entered without the server"
    _order = "is_conflict desc, id"

    log_id = fields.Many2one(
        "pos.customer.offline.log", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="log_id.company_id")
    field = fields.Char("Technical name", required=True, readonly=True)
    label = fields.Char("Field", compute="_compute_label")
    base = fields.Char("Before", readonly=True, help="What the till saw when it was changed.")
    till = fields.Char(readonly=True)
    till_value = fields.Json(readonly=True)
    server = fields.Char(readonly=True)
    kept = fields.Selection(
        [("server", "Server's"), ("till", "Till's"), ("edited", "A third one")], readonly=True
    )
    is_conflict = fields.Boolean("Conflict", readonly=True)

    @api.depends_context("lang")
    @api.depends("field")
    def _compute_label(self):
        labels = self.env["res.partner"].fields_get(attributes=["string"])
        for value in self:
            value.label = labels.get(value.field, {}).get("string", value.field)

    def _get_kept_text(self):
        if self.kept == "till":
            return self.env._("the till's value is kept")
        if self.kept == "edited":
            return self.env._("a manager has set a third value")
        return self.env._("the server's value is kept")
