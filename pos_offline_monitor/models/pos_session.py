# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class PosSession(models.Model):
    _inherit = "pos.session"

    offline_device_ids = fields.One2many("pos.offline.device", "session_id", "Tills", readonly=True)
