# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from markupsafe import Markup

from odoo import api, models
from odoo.fields import Command


class PosOrder(models.Model):
    """What a receipt shows is what is sold: an order is paid with the lines that were charged."""

    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        unsold = self._find_unsold_lines(order, existing_order)
        texts = [
            f"{line.full_product_name or line.product_id.display_name}: "
            f"{line.qty:g}, {line.currency_id.format(line.price_subtotal_incl)}"
            for line in unsold
        ]
        if unsold:
            removals = [Command.delete(line.id) for line in unsold]
            order["lines"] = [*(order.get("lines") or []), *removals]
        order_id = super()._process_order(order, existing_order)
        if texts:
            self.browse(order_id)._note_unsold_lines(texts)
        return order_id

    @api.model
    def _find_unsold_lines(self, order, existing_order):
        """Return lines of the server's draft that the till neither charged nor removed.

        Tills of this suite say which lines a receipt shows: the order's total is theirs, and an
        order with more lines than its total would be wrong for ever.
        """
        sold = (self.env.context.get("offline_sold_lines") or {}).get(order.get("uuid"))
        lines = self.env["pos.order.line"]
        if not existing_order or order.get("state") != "paid" or not isinstance(sold, list):
            return lines
        named = {command[1] for command in order.get("lines") or [] if command[0] in (1, 2, 3)}
        return existing_order.lines.filtered(
            lambda line: line.uuid not in sold and line.id not in named
        )

    def _note_unsold_lines(self, texts):
        intro = self.env._("Not on the receipt, and so taken off the order when it was paid:")
        items = Markup().join(Markup("<li>%s</li>") % text for text in texts)
        self.message_post(body=Markup("<p>%s</p><ul>%s</ul>") % (intro, items))

    # -- A sale does not wait for a program that is missing on the server --------------------------

    def _process_saved_order(self, draft):
        if draft or not self.to_invoice or self._can_print_invoice():
            return super()._process_saved_order(draft)
        # The invoice is made and posted; only its PDF is owed, and can be made at any time.
        quiet = self.with_context(generate_pdf=False)
        order_id = super(PosOrder, quiet)._process_saved_order(draft)
        self.message_post(
            body=self.env._(
                "The invoice was made without its PDF: the program wkhtmltopdf is missing on the"
                " server. The PDF can be printed or sent from the invoice once it is installed."
            )
        )
        return order_id

    @api.model
    def _can_print_invoice(self):
        return self.env["ir.actions.report"].get_wkhtmltopdf_state() != "install"
