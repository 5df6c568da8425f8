# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.tools import SQL, html2plaintext


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
        return super().confirm_coupon_programs(self._leave_out_gone_programs(coupon_data))

    def _leave_out_gone_programs(self, coupon_data):
        """Return what a till sent of points and cards without programmes that are deleted.

        A card can't be made for one: Odoo refuses the whole message, and each repeat of it.
        """
        programs = self.env["loyalty.program"].browse(
            values["program_id"] for values in coupon_data.values() if values.get("program_id")
        )
        gone = programs - programs.exists()
        if gone:
            self._tell_gone_programs(gone)
        return {
            key: values
            for key, values in coupon_data.items()
            if values.get("program_id") not in gone.ids
        }

    def _tell_gone_programs(self, programs):
        numbers = ", ".join(map(str, sorted(programs.ids)))
        text = self.env._(
            "Points or cards of this sale were not booked: their loyalty program (number %s) was "
            "deleted before they arrived from the till.",
            numbers,
        )
        # A message whose answer was lost comes again.
        if text not in map(html2plaintext, self.message_ids.mapped("body")):
            self.message_post(body=text)
