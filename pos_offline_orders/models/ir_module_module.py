# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _get_offline_uninstall_checks(self):
        checks = super()._get_offline_uninstall_checks()
        return {**checks, "pos_offline_orders": self._check_no_sale_is_refused}

    def _check_no_sale_is_refused(self):
        """Refuse while sales wait for a manager: a till that is gone has left no other copy."""
        # As superuser: the sales of all companies go with the module.
        sales = self.env["pos.offline.order"].sudo().search([("state", "=", "refused")])
        text = self.env._(
            "Sales that the server has refused wait for a manager, and would be lost: %s. "
            "Deliver or void them first, under Point of Sale > Offline > Refused Sales."
        )
        self._refuse_uninstall(text, sales.mapped("reference"))
