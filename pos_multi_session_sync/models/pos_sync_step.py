# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models

from ..tools.states import STATES


class PosSyncStep(models.Model):
    """One step of one transfer: never changed, never left out."""

    _name = "pos.sync.step"
    _description = "Step of an order handed from till to till"
    _order = "id desc"
    _rec_name = "state_to"

    transfer_id = fields.Many2one(
        "pos.sync.transfer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sync_order_id = fields.Many2one(
        "pos.sync.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    receiver_config_id = fields.Many2one(related="transfer_id.receiver_config_id")
    company_id = fields.Many2one(related="sync_order_id.company_id")
    state_from = fields.Selection(STATES, "From", readonly=True)
    state_to = fields.Selection(STATES, "To", required=True, readonly=True)
    version = fields.Integer(readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    cashier = fields.Char(readonly=True)
    device = fields.Char("Till", readonly=True)
    reason = fields.Char(readonly=True)
    create_date = fields.Datetime("Time")
