# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models


class PosSession(models.Model):
    """A session says how many of its sales were made without the server, or were refused."""

    _inherit = "pos.session"

    offline_order_count = fields.Integer("Sold offline", compute="_compute_offline_order_count")

    refused_order_count = fields.Integer("Refused sales", compute="_compute_refused_order_count")

    def _compute_offline_order_count(self):
        domain = [("session_id", "in", self.ids), ("offline_delay", ">", 0)]
        counts = dict(self.env["pos.order"]._read_group(domain, ["session_id"], ["__count"]))
        for session in self:
            session.offline_order_count = counts.get(session, 0)

    @api.depends_context("uid")
    def _compute_refused_order_count(self):
        refused = self.env["pos.offline.order"]
        counts = {}
        if refused.has_access("read"):  # the list is the managers'
            domain = [("config_id", "in", self.config_id.ids), ("state", "=", "refused")]
            counts = dict(refused._read_group(domain, ["config_id"], ["__count"]))
        for session in self:
            session.refused_order_count = counts.get(session.config_id, 0)

    def action_open_refused_orders(self):
        """Open the sales of this point of sale that wait for a manager, of whichever session."""
        domain = [("config_id", "=", self.config_id.id), ("state", "=", "refused")]
        refused = self.env["pos.offline.order"].search(domain)
        return refused._get_records_action(name=self.env._("Refused sales"))

    def action_open_offline_orders(self):
        """Open the session's sales that were made without the server."""
        orders = self.order_ids.filtered(lambda order: order.offline_delay > 0)
        return orders._get_records_action(name=self.env._("Sold offline"))
