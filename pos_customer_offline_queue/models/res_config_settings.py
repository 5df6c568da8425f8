# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pos_offline_customer_enabled = fields.Boolean(
        related="pos_config_id.offline_customer_enabled", readonly=False
    )
    pos_offline_customer_field_ids = fields.Many2many(
        related="pos_config_id.offline_customer_field_ids", readonly=False
    )
    pos_offline_customer_conflict_policy = fields.Selection(
        related="pos_config_id.offline_customer_conflict_policy", readonly=False
    )
    pos_offline_customer_gone_policy = fields.Selection(
        related="pos_config_id.offline_customer_gone_policy", readonly=False
    )
    pos_offline_customer_duplicate_policy = fields.Selection(
        related="pos_config_id.offline_customer_duplicate_policy", readonly=False
    )
    pos_offline_customer_match_phone = fields.Boolean(
        related="pos_config_id.offline_customer_match_phone", readonly=False
    )
    pos_offline_customer_match_email = fields.Boolean(
        related="pos_config_id.offline_customer_match_email", readonly=False
    )
    pos_offline_customer_match_vat = fields.Boolean(
        related="pos_config_id.offline_customer_match_vat", readonly=False
    )
    pos_offline_customer_match_barcode = fields.Boolean(
        related="pos_config_id.offline_customer_match_barcode", readonly=False
    )
    pos_offline_customer_retention = fields.Integer(
        related="pos_config_id.offline_customer_retention", readonly=False
    )
    pos_offline_customer_limit = fields.Integer(
        related="pos_config_id.offline_customer_limit", readonly=False
    )
