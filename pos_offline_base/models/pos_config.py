# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.modules import Manifest


class PosConfig(models.Model):
    _inherit = "pos.config"

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
