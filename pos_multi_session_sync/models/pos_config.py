# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError

MAX_HOURS = 24 * 31


class PosConfig(models.Model):
    _name = "pos.config"
    _inherit = ["pos.config", "pos.sync.till.mixin"]

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
        help="An order that nobody has taken by then is returned to its sender.",
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

    @api.constrains("sync_receiver_ids", "company_id")
    def _check_sync_receivers(self):
        for config in self:
            if config in config.sync_receiver_ids:
                raise ValidationError(self.env._("%s cannot send orders to itself.", config.name))
            for receiver in config.sudo().sync_receiver_ids:
                if receiver.company_id != config.sudo().company_id:
                    # Not by its name: who chose it may not see it.
                    text = self.env._("A receiver belongs to another company than %s.", config.name)
                    raise ValidationError(text)

    def _deliver_to_sync_session(self):
        """Put what waits into the session that was opened; have it wait when that is closed."""
        # As superuser: who opens a session does not move what others sent.
        transfers = self.env["pos.sync.transfer"].sudo()
        for config in self:
            before = ["queued"] if config._get_sync_session() else ["sent", "seen"]
            domain = [("receiver_config_id", "=", config.id), ("state", "in", before)]
            transfers.search(domain)._send_to_session()

    def action_open_sync_orders(self):
        """Open the orders that this point of sale sent or received."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "pos_multi_session_sync.pos_sync_order_action"
        )
        sides = [("sender_config_id", "=", self.id), ("receiver_config_ids", "=", self.id)]
        return {**action, "context": {}, "domain": ["|", *sides]}
