# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_is_sync_sender = fields.Boolean(related="pos_config_id.is_sync_sender", readonly=False)
    pos_is_sync_receiver = fields.Boolean(related="pos_config_id.is_sync_receiver", readonly=False)
    pos_sync_receiver_ids = fields.Many2many(
        related="pos_config_id.sync_receiver_ids", readonly=False
    )
    pos_sync_expiry_hours = fields.Integer(
        related="pos_config_id.sync_expiry_hours", readonly=False
    )
    pos_sync_retention_days = fields.Integer(
        related="pos_config_id.sync_retention_days", readonly=False
    )
    pos_sync_sound = fields.Boolean(related="pos_config_id.sync_sound", readonly=False)
