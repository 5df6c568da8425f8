# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.exceptions import UserError

from ..tools.states import TRAVELLING

MODULE = "pos_multi_session_sync"
MOST_NAMES = 5


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Refuse while orders are on their way: this module alone knows what is on them.

        :raises UserError: says which, and what to do
        """
        if MODULE in (self + self.downstream_dependencies()).mapped("name"):
            self._check_no_order_travels()
        return super().button_uninstall()

    def _check_no_order_travels(self):
        # As superuser: the orders of all companies go with the module.
        transfers = self.env["pos.sync.transfer"].sudo().search([("state", "in", TRAVELLING)])
        if transfers:
            names = transfers.sync_order_id.mapped("name")
            text = self.env._(
                "Orders are on their way between tills, and would be lost: %s. "
                "Have them taken over first, or recall them in the list of orders from till to "
                "till and open them again on the tills that sent them.",
                ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else ""),
            )
            raise UserError(text)
