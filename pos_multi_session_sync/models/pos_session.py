# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class PosSession(models.Model):
    """Orders wait for a session, and go on waiting when it is closed."""

    _inherit = "pos.session"

    sync_order_count = fields.Integer("Transferred Orders", compute="_compute_sync_count")

    def _compute_sync_count(self):
        sent = self.env["pos.sync.order"]._read_group(
            [("sender_session_id", "in", self.ids)], ["sender_session_id"], ["__count"]
        )
        received = self.env["pos.sync.transfer"]._read_group(
            [("receiver_session_id", "in", self.ids)], ["receiver_session_id"], ["__count"]
        )
        counts, more = dict(sent), dict(received)
        for session in self:
            session.sync_order_count = counts.get(session, 0) + more.get(session, 0)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ("opened", "closing_control", "closed"):
            self.config_id._deliver_to_sync_session()
        return result

    def action_open_sync_orders(self):
        """Open the orders that this session sent or received."""
        self.ensure_one()
        orders = self.env["pos.sync.order"].search(
            [
                "|",
                ("sender_session_id", "=", self.id),
                ("transfer_ids.receiver_session_id", "=", self.id),
            ]
        )
        return orders._get_action()
