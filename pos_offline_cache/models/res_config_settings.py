# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_offline_cache_enabled = fields.Boolean(
        related="pos_config_id.offline_cache_enabled", readonly=False
    )
    pos_offline_cache_deadline = fields.Float(
        related="pos_config_id.offline_cache_deadline", readonly=False
    )
    pos_offline_cache_max_days = fields.Integer(
        related="pos_config_id.offline_cache_max_days", readonly=False
    )
    pos_offline_cache_image_limit = fields.Integer(
        related="pos_config_id.offline_cache_image_limit", readonly=False
    )
    pos_offline_cache_image_megabytes = fields.Integer(
        related="pos_config_id.offline_cache_image_megabytes", readonly=False
    )
    offline_cache_switched_off = fields.Boolean(
        "Use Odoo's own service worker on all tills",
        config_parameter="pos_offline_cache.switched_off",
    )

    def action_reset_all_offline_caches(self):
        """Reset the tills of every point of sale of the user's companies."""
        return self.env["pos.config"].action_reset_all_offline_caches()
