# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.tools import SQL


class PosOrder(models.Model):
    _inherit = "pos.order"

    def confirm_coupon_programs(self, coupon_data):
        """Take the points and cards of a sale once, also when its till asks while it is at it.

        Odoo skips what the sale has had before, by the history of its cards. A second request
        beside the first one sees none yet: whoever comes second is tried again, and then sees it.
        """
        self.check_access("write")
        self.env.cr.execute(
            SQL("UPDATE pos_order SET write_date = write_date WHERE id IN %s", tuple(self.ids))
        )
        return super().confirm_coupon_programs(coupon_data)
