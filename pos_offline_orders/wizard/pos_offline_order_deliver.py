# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class PosOfflineOrderDeliver(models.TransientModel):
    """Asks what takes the place of what was deleted before a sale arrived."""

    _name = "pos.offline.order.deliver"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Choices for a refused sale"

    offline_order_id = fields.Many2one("pos.offline.order", required=True, readonly=True)
    line_ids = fields.One2many("pos.offline.order.deliver.line", "wizard_id")
    has_products = fields.Boolean()
    has_payment_methods = fields.Boolean()

    @api.model
    def default_get(self, fields):
        """Give a line for each record that is gone."""
        values = super().default_get(fields)
        row = self.env["pos.offline.order"].browse(values.get("offline_order_id"))
        row.check_access("read")
        gone = row._get_gone()
        names = {note["field"] for note in gone}
        values["line_ids"] = [
            Command.create({"field": note["field"], "number": note["id"], "label": note["label"]})
            for note in gone
        ]
        return {
            **values,
            "has_products": "product_id" in names,
            "has_payment_methods": "payment_method_id" in names,
        }

    def action_confirm(self):
        """Keep the choices and deliver the sale, with the rights of whoever asks."""
        self.ensure_one()
        row = self.offline_order_id
        row._check_manager()
        chosen = {(line.field, line.number): line[line.field] for line in self.line_ids}
        choices = {}
        for note in row._get_gone():
            record = chosen.get((note["field"], note["id"]))
            if not record:
                raise UserError(self.env._("Choose what takes the place of each."))
            choices.setdefault(note["field"], {})[note["id"]] = record
        if choices:
            row._set_replacements(choices)
        return row._deliver()


class PosOfflineOrderDeliverLine(models.TransientModel):
    """One record that is gone, and what a manager puts in its place."""

    _name = "pos.offline.order.deliver.line"
    _inherit = ["pos.offline.wizard.mixin"]
    _description = "Choice for a refused sale"

    wizard_id = fields.Many2one("pos.offline.order.deliver", required=True, ondelete="cascade")
    field = fields.Selection(
        [("product_id", "Product"), ("payment_method_id", "Payment Method")],
        "Gone",
        required=True,
    )
    number = fields.Integer(required=True)
    label = fields.Char()
    product_id = fields.Many2one("product.product")
    payment_method_id = fields.Many2one("pos.payment.method")
