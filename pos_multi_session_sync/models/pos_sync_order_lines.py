# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.tools import formatLang


class PosSyncOrder(models.Model):
    """What the form shows of an order."""

    _inherit = "pos.sync.order"

    lines_html = fields.Html("As they were sent", compute="_compute_lines_html", sanitize=False)
    can_recall = fields.Boolean(compute="_compute_buttons")
    can_send_again = fields.Boolean(compute="_compute_buttons")

    @api.depends("transfer_ids.state", "mode")
    def _compute_buttons(self):
        for order in self:
            order.can_recall = order._can_be_recalled()
            order.can_send_again = order._can_be_sent_again()

    @api.depends("payload", "version")
    def _compute_lines_html(self):
        for order in self:
            order.lines_html = self.env["ir.qweb"]._render(
                "pos_multi_session_sync.sync_order_lines", order._get_table()
            )

    def _get_table(self):
        """Return what the template of the lines shows; the texts in it are a till's, so escaped."""
        payload = self.payload or {}
        lines = payload.get("lines", [])
        products = self.env["product.product"].browse(line["product_id"] for line in lines)
        known = set(products.exists().ids)
        notes = (payload.get(key) for key in ("table_name", "general_note", "note"))
        return {
            "lines": [self._get_row(line, known) for line in lines],
            "notes": [note for note in notes if note],
            "total": self._format(self.amount_total),
        }

    def _get_row(self, line, known):
        discount = line.get("discount")
        return {
            "name": line.get("full_product_name") or line.get("product_name") or "?",
            "is_part": bool(line.get("parent_uuid")),
            "is_missing": line["product_id"] not in known,
            "qty": formatLang(self.env, line["qty"], dp="Product Unit"),
            "price": self._format(line["price_unit"]),
            "discount": f"{formatLang(self.env, discount)} %" if discount else "",
            "details": self._get_details(line),
        }

    def _get_details(self, line):
        custom = (value.get("text") for value in line.get("custom_values") or [])
        lots = (lot.get("name") for lot in line.get("lots") or [])
        texts = [*custom, *lots, line.get("customer_note"), line.get("note")]
        return [text for text in texts if text]

    def _format(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)
