# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models
from odoo.exceptions import UserError

MAX_REASON = 200


class PosOfflineOrderVoid(models.TransientModel):
    """Asks why a sale is voided."""

    _name = "pos.offline.order.void"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Reason why a refused sale is voided"

    offline_order_id = fields.Many2one("pos.offline.order", required=True, readonly=True)
    reason = fields.Char(required=True, size=MAX_REASON)

    def action_confirm(self):
        """Void it, with the rights of whoever asks."""
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the sale is voided."))
        self.offline_order_id._void(reason)
        return {"type": "ir.actions.act_window_close"}
