# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.exceptions import UserError

MODULE = "pos_offline_orders"
MOST_NAMES = 5


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Refuse while sales wait for a manager: a till that is gone has left no other copy.

        :raises UserError: says which, and what to do
        """
        if MODULE in (self + self.downstream_dependencies()).mapped("name"):
            self._check_no_sale_is_refused()
        return super().button_uninstall()

    def _check_no_sale_is_refused(self):
        # As superuser: the sales of all companies go with the module.
        sales = self.env["pos.offline.order"].sudo().search([("state", "=", "refused")])
        if sales:
            names = sales[:MOST_NAMES].mapped("reference")
            text = self.env._(
                "Sales that the server has refused wait for a manager, and would be lost: %s. "
                "Deliver or void them first, under Point of Sale > Offline > Refused Sales.",
                ", ".join(names) + ("…" if len(sales) > MOST_NAMES else ""),
            )
            raise UserError(text)
