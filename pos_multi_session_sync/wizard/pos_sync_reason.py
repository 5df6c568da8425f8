# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..models.pos_offline_operation import MAX_REASON
from ..tools.payload import check_text


class PosSyncReason(models.TransientModel):
    """Asks why an order is recalled or given up."""

    _name = "pos.sync.reason"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Reason for a step of an order"

    sync_order_ids = fields.Many2many("pos.sync.order", required=True, readonly=True)
    step = fields.Selection(
        [("recall", "Recall"), ("fail", "Mark as failed")], required=True, readonly=True
    )
    reason = fields.Char(required=True, size=MAX_REASON)

    def action_confirm(self):
        """Do it, with the rights of whoever asks."""
        self.ensure_one()
        try:
            reason = check_text(self.env, self.reason, MAX_REASON)
        except OfflineOperationError as error:
            raise UserError(error.describe(self.env)["message"]) from error
        if self.step == "fail":
            self.sync_order_ids._fail_because(reason)
        else:
            self.sync_order_ids._recall_because(reason)
        return {"type": "ir.actions.act_window_close"}
