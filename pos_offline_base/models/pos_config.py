# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.modules import Manifest


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

    def _get_offline_page(self):
        """Describe a till's page to the modules of the suite that run in it.

        :returns: JSON-able dict; ``static/src/app/utils/page_info.js`` says what each key is for
        """
        self.ensure_one()
        return {
            "database": self.env["ir.config_parameter"].sudo().get_param("database.uuid", ""),
            "config": self.id,
            "company": self.company_id.id,
            "user": self.env.uid,
            "modules": sorted(
                name for name in self.env.registry._init_modules if name.startswith("pos_")
            ),
            "version": Manifest.for_addon("pos_offline_base")["version"],
        }
