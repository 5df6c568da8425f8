# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.fields import Domain


class PosOrder(models.Model):
    """An order that came from another till tells that till what became of it."""

    _inherit = "pos.order"

    sync_transfer_uuid = fields.Char(
        "Received as", readonly=True, copy=False, index="btree_not_null"
    )
    sync_transfer_ids = fields.One2many(
        "pos.sync.transfer", "pos_order_id", "Received from another till", readonly=True
    )
    sync_order_ids = fields.One2many(
        "pos.sync.order", "source_order_id", "Sent to another till", readonly=True
    )

    sync_order_count = fields.Integer("From Till to Till", compute="_compute_sync_order_count")

    @api.depends("sync_transfer_ids", "sync_order_ids")
    def _compute_sync_order_count(self):
        for order in self:
            order.sync_order_count = len(order._get_sync_orders())

    def _get_sync_orders(self):
        return self.sync_order_ids | self.sync_transfer_ids.sync_order_id

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._link_source()
        orders._tell_sync_transfers()
        return orders

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals or "sync_transfer_uuid" in vals:
            self._tell_sync_transfers()
        return result

    def unlink(self):
        lost = self.sudo().sync_transfer_ids
        result = super().unlink()
        reason = self.env._("The order was deleted there.")
        for transfer in lost:
            transfer._follow_loss(reason)
        return result

    def _tell_sync_transfers(self):
        """Have the transfers follow; what a till claims of other points of sale is ignored."""
        orders = self.sudo()
        transfers = orders._find_sync_transfers()
        for order in orders if transfers else ():
            for transfer in transfers:
                is_its = order.sync_transfer_uuid == transfer.uuid
                is_its = is_its or order.uuid == transfer.delivered_uuid
                if is_its and transfer.receiver_config_id == order.config_id:
                    transfer._follow_order(order)

    def _find_sync_transfers(self):
        """Return as what the orders came, and as what those came that were merged into them."""
        names = [
            Domain(field, "in", list(filter(None, values)))
            for field, values in (
                ("uuid", self.mapped("sync_transfer_uuid")),
                ("delivered_uuid", self.mapped("uuid")),
            )
        ]
        live = Domain("state", "!=", "paid") & Domain("claimed_at", "!=", False)
        return self.env["pos.sync.transfer"].sudo().search(Domain.OR(names) & live)

    def _link_source(self):
        """Link what was sent before the sender's own order was on the server."""
        uuids = self.filtered("uuid").mapped("uuid")
        waiting = self.env["pos.sync.order"].sudo()
        waiting = waiting.search([("source_uuid", "in", uuids), ("source_order_id", "=", False)])
        for order in self:
            sent = waiting.filtered(
                lambda sent, order=order: (
                    sent.source_uuid == order.uuid
                    and sent.sender_config_id == order.sudo().config_id
                )
            )
            sent.write({"source_order_id": order.id})
            if "hand_over" in sent.mapped("keep"):
                order._cancel_handed_over()

    def _cancel_handed_over(self):
        """Cancel the sender's draft: what another till has would be sold here a second time.

        The sender's till may not know of the draft: the answer to it was lost, or it came late.
        """
        for order in self.filtered(lambda order: order.state == "draft" and not order.payment_ids):
            order.write({"state": "cancel"})
            order.config_id.notify_synchronisation(order.config_id.current_session_id.id, 0)

    @api.model
    def _link_delivered(self, transfer):
        """Link the order that was on the server before its till said what it is."""
        receiver = ("config_id", "=", transfer.receiver_config_id.id)
        order = self.search([("sync_transfer_uuid", "=", transfer.uuid), receiver], limit=1)
        order._tell_sync_transfers()

    def action_open_sync_orders(self):
        """Open what this order was sent or received as."""
        self.ensure_one()
        return self._get_sync_orders()._get_action()
