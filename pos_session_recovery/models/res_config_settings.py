# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_session_recovery_enabled = fields.Boolean(
        related="pos_config_id.session_recovery_enabled", readonly=False
    )
    pos_session_recovery_mode = fields.Selection(
        related="pos_config_id.session_recovery_mode", readonly=False
    )
    pos_session_recovery_hours = fields.Integer(
        related="pos_config_id.session_recovery_hours", readonly=False
    )
    pos_session_recovery_list_hours = fields.Integer(
        related="pos_config_id.session_recovery_list_hours", readonly=False
    )
    pos_session_recovery_kept = fields.Integer(
        related="pos_config_id.session_recovery_kept", readonly=False
    )
