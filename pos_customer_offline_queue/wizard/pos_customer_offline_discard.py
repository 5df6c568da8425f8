# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class PosCustomerOfflineDiscard(models.TransientModel):
    _name = "pos.customer.offline.discard"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Discard a customer entered without the server"

    log_id = fields.Many2one("pos.customer.offline.log", required=True, ondelete="cascade")
    reason = fields.Char(required=True)

    def action_discard(self):
        """Close the line of the log without effect."""
        self.log_id._discard(self.reason)
