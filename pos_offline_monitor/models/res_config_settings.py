# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_offline_monitor_enabled = fields.Boolean(
        related="pos_config_id.offline_monitor_enabled", readonly=False
    )
