# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.order_cancel import ORDER_CANCEL
from ..tools.refusals import CODES
from ..tools.refused_order import MAX_REFUSED_BYTES, ORDER_REFUSED, read_refused_order
from ..tools.sale_note import SALE_NOTE, describe_sale_note


class PosOfflineOperation(models.Model):
    """What tills tell of orders: notes on sales, cancelled orders, sales that were refused."""

    _inherit = "pos.offline.operation"

    @api.model
    def _get_handlers(self):
        return {
            **super()._get_handlers(),
            SALE_NOTE: "_note_sale",
            ORDER_CANCEL: "_cancel_order",
            ORDER_REFUSED: "_hand_in_order",
        }

    @api.model
    def _get_payload_limits(self):
        return {**super()._get_payload_limits(), ORDER_REFUSED: MAX_REFUSED_BYTES}

    @api.model
    def _hand_in_order(self, config, payload, operation):
        """Have the managers see a sale that the server has refused, or that the till gave up.

        :param dict payload: as `read_refused_order` reads it
        :returns: ``{state}`` of the sale in the managers' list, empty where the server has it
        """
        refused = read_refused_order(payload, dict(CODES))
        return self.env["pos.offline.order"]._hand_in(config, operation, refused)

    @api.model
    def _note_sale(self, config, payload, operation):
        """Put a till's note about a second payment on the server's order.

        :returns: ``{order}``, the number of the order that has the note now
        """
        order = self.env["pos.order"].search([("uuid", "=", str(payload.get("order")))], limit=1)
        if not order:
            raise OfflineOperationError("gone")
        order.message_post(body=describe_sale_note(self.env, order, payload))
        return {"order": order.id}

    @api.model
    def _cancel_order(self, config, payload, operation):
        """Cancel an order as stock does, unless somebody has gone on with it since.

        :param dict payload: ``{uuid, anyway}`` and what `is_as_known` reads; ``anyway``: a person
            has seen that it changed
        :returns: ``{order, state}``
        """
        order = self.env["pos.order"].search([("uuid", "=", str(payload.get("uuid")))], limit=1)
        if not order:
            raise OfflineOperationError("gone")
        order.with_context(device_identifier=operation.device)._cancel_from_till(config, payload)
        return {"order": order.id, "state": order.state}
