# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PosConfig(models.Model):
    _inherit = "pos.config"

    offline_deadline = fields.Float(
        "Deadline of a sale (seconds)",
        default=3.0,
        help="How long a sale waits for the server before the receipt is shown without it. "
        "The order is sent as soon as the server answers. How long a till waits while it opens "
        "is a setting of its own, as opening needs more of the server than a sale.",
    )

    @api.constrains("offline_deadline")
    def _check_offline_deadline(self):
        for config in self:
            if not 1 <= config.offline_deadline <= 30:
                raise ValidationError(
                    self.env._("Choose a deadline between 1 and 30 seconds for a sale.")
                )
