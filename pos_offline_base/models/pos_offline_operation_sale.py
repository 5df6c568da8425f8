# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

from ..exceptions import OfflineOperationError

SALE_NOTE = "sale.note"
MAX_TEXT = 500


class PosOfflineOperation(models.Model):
    """Notes of tills about sales instead of which the server has another."""

    _inherit = "pos.offline.operation"

    @api.model
    def _get_handlers(self):
        return {**super()._get_handlers(), SALE_NOTE: "_note_sale"}

    @api.model
    def _note_sale(self, config, payload, operation):
        """Handle ``{order, what, reference, total, payments, reason?, other?}``.

        :returns: ``{order}``, the number of the order that has the note now
        """
        order = self.env["pos.order"].search([("uuid", "=", str(payload.get("order")))], limit=1)
        if not order:
            raise OfflineOperationError("gone")
        order.message_post(body=self._describe_sale(order, payload))
        return {"order": order.id}

    def _describe_sale(self, order, payload):
        payments = [each for each in payload.get("payments") or [] if isinstance(each, dict)]
        taken = ", ".join(
            f"{_text(each.get('method'))} {order.currency_id.format(_number(each.get('amount')))}"
            for each in payments
        )
        values = {
            "taken": taken or order.currency_id.format(0),
            "reference": _text(payload.get("reference")),
            "reason": _text(payload.get("reason")),
            "other": _text(payload.get("other")),
        }
        if payload.get("what") == "own_order":
            return self.env._(
                "Paid a second time on another till (%(taken)s, receipt %(reference)s). There it"
                " was made an order of its own: %(other)s.",
                **values,
            )
        if payload.get("what") == "given_up":
            return self.env._(
                "Paid a second time on another till (%(taken)s, receipt %(reference)s). A manager"
                " gave that sale up there: %(reason)s",
                **values,
            )
        return self.env._(
            "Paid a second time on another till: %(taken)s, receipt %(reference)s. That money is"
            " not on this order; the till waits for somebody to decide.",
            **values,
        )


def _text(value):
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def _number(value):
    return value if isinstance(value, int | float) else 0
