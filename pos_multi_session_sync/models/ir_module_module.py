# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

from ..tools.states import TRAVELLING


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _get_offline_uninstall_checks(self):
        checks = super()._get_offline_uninstall_checks()
        return {**checks, "pos_multi_session_sync": self._check_no_order_travels}

    def _check_no_order_travels(self):
        """Refuse while orders are on their way: this module alone knows what is on them."""
        # As superuser: the orders of all companies go with the module.
        transfers = self.env["pos.sync.transfer"].sudo().search([("state", "in", TRAVELLING)])
        text = self.env._(
            "Orders are on their way between tills, and would be lost: %s. "
            "Have them taken over first, or recall them in the list of orders from till to "
            "till and open them again on the tills that sent them."
        )
        self._refuse_uninstall(text, transfers.sync_order_id.mapped("name"))
