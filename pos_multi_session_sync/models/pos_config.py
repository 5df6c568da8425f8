# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError

MAX_HOURS = 24 * 31


class PosConfig(models.Model):
    _inherit = "pos.config"

    is_sync_sender = fields.Boolean(
        "Sends orders", help="Its cashiers hand orders over to other points of sale."
    )
    is_sync_receiver = fields.Boolean(
        "Receives orders", help="Other points of sale hand their orders over to it."
    )
    sync_receiver_ids = fields.Many2many(
        "pos.config",
        "pos_config_sync_receiver_rel",
        "sender_id",
        "receiver_id",
        string="Sends to",
        domain="[('is_sync_receiver', '=', True), ('company_id', '=', company_id)]",
        help="All points of sale of the company that receive orders, where none is chosen.",
    )
    sync_expiry_hours = fields.Integer(
        "Orders expire after (hours)",
        default=24,
        help="An order that nobody has taken by then is given back to its sender.",
    )
    sync_retention_days = fields.Integer(
        "Keep handed over orders (days)",
        default=90,
        help="What still travels is kept longer.",
    )
    sync_sound = fields.Boolean("Sound for an order that comes in", default=True)

    @api.constrains("sync_expiry_hours", "sync_retention_days")
    def _check_sync_bounds(self):
        for config in self:
            if not 1 <= config.sync_expiry_hours <= MAX_HOURS:
                raise ValidationError(
                    self.env._("Let orders expire after 1 to %s hours.", MAX_HOURS)
                )
            if config.sync_retention_days < 1:
                raise ValidationError(self.env._("Keep handed over orders for at least one day."))
