# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.fields import Datetime, Domain

from ..tools.lines_table import get_lines_table
from ..tools.payload_reader import PayloadReader
from ..tools.states import GIVEN_BACK, STATES, WAITING, get_overall


class PosSyncOrder(models.Model):
    """An order that one till sends to others, as it was when it was sent.

    Nobody has a right to write these rows, their transfers or their steps: what a user could write,
    a user could forge. The methods here write them as superuser (`sudo`), after a check of what the
    caller may do, and only them: the orders of the Point of Sale are made by tills.
    """

    _name = "pos.sync.order"
    _inherit = ["pos.sync.sending.mixin"]
    _description = "Order handed from till to till"
    _order = "id desc"

    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    uuid = fields.Char("Identifier", required=True, readonly=True, copy=False)
    version = fields.Integer(default=1, readonly=True, help="Counts up when it is sent again.")
    state = fields.Selection(
        STATES,
        "Status",
        compute="_compute_state",
        store=True,
        group_expand=True,
        help="Of several receivers, the one whose order still travels.",
    )
    mode = fields.Selection(
        [("each", "Each receiver gets it"), ("first", "The first to take it gets it")],
        required=True,
        readonly=True,
        default="each",
    )
    keep = fields.Selection(
        [("hand_over", "Handed over"), ("copy", "The sender keeps a copy")],
        "At the sender",
        required=True,
        readonly=True,
        default="hand_over",
    )
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], readonly=True, default="0")
    note = fields.Char(readonly=True)
    sender_config_id = fields.Many2one(
        "pos.config", "Sender", required=True, readonly=True, ondelete="cascade"
    )
    sender_session_id = fields.Many2one(
        "pos.session", "Sender's session", readonly=True, index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", "Sent by", readonly=True)
    cashier = fields.Char(readonly=True)
    cashier_ref = fields.Integer("Cashier's number", readonly=True, aggregator=None)
    device = fields.Char("Till", readonly=True, help="Odoo's number of the device")
    company_id = fields.Many2one("res.company", compute="_compute_origin", store=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_origin", store=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True, index="btree_not_null")
    partner_name = fields.Char("Customer's name", readonly=True)
    partner_local_id = fields.Char(
        "Waiting customer", readonly=True, help="The operation that creates the customer."
    )
    amount_total = fields.Monetary("Total", readonly=True)
    amount_tax = fields.Monetary("Taxes", readonly=True)
    line_count = fields.Integer("Lines", readonly=True)
    payload = fields.Json("As it was sent", readonly=True)
    source_order_id = fields.Many2one(
        "pos.order", "Order at the sender", readonly=True, index="btree_not_null"
    )
    source_uuid = fields.Char("Sender's order", readonly=True, index="btree_not_null")
    sent_at = fields.Datetime("Sent", readonly=True, help="By the sender, the last time.")
    expires_at = fields.Datetime("Expires", readonly=True)
    transfer_ids = fields.One2many("pos.sync.transfer", "sync_order_id", "Receivers", readonly=True)
    step_ids = fields.One2many("pos.sync.step", "sync_order_id", "Steps", readonly=True)
    receiver_config_ids = fields.Many2many(
        "pos.config", string="Sent to", compute="_compute_receivers", search="_search_receivers"
    )
    lines_html = fields.Html("As they were sent", compute="_compute_lines_html", sanitize=False)
    can_recall = fields.Boolean(compute="_compute_buttons")
    can_send_again = fields.Boolean(compute="_compute_buttons")
    pos_order_count = fields.Integer("Orders", compute="_compute_pos_order_count")

    _uuid_unique = models.Constraint(
        "UNIQUE (uuid)", "An order is sent under one identifier, once."
    )
    _sender_idx = models.Index("(sender_config_id, id DESC)")
    _company_state_idx = models.Index("(company_id, state, id DESC)")
    _expiry_idx = models.Index("(expires_at) WHERE state IN ('queued', 'sent', 'seen', 'claimed')")
    _sent_idx = models.Index("(sender_config_id, sent_at)")

    @api.depends("transfer_ids.state")
    def _compute_state(self):
        for order in self:
            order.state = get_overall(order.transfer_ids.mapped("state"))

    @api.depends("sender_config_id")
    def _compute_origin(self):
        for order in self:
            order.company_id = order.sender_config_id.company_id
            order.currency_id = order.sender_config_id.currency_id

    @api.depends("transfer_ids.receiver_config_id")
    def _compute_receivers(self):
        for order in self:
            order.receiver_config_ids = order.transfer_ids.receiver_config_id

    def _search_receivers(self, operator, value):
        return Domain("transfer_ids.receiver_config_id", operator, value)

    @api.depends("transfer_ids.state", "mode")
    def _compute_buttons(self):
        for order in self:
            order.can_recall = order._can_be_recalled()
            order.can_send_again = order._can_be_sent_again()

    @api.depends("payload", "version")
    def _compute_lines_html(self):
        for order in self:
            order.lines_html = self.env["ir.qweb"]._render(
                "pos_multi_session_sync.sync_order_lines", get_lines_table(order)
            )

    @api.depends("transfer_ids.pos_order_id")
    def _compute_pos_order_count(self):
        for order in self:
            order.pos_order_count = len(order._get_pos_orders())

    def _get_pos_orders(self):
        return self.source_order_id | self.transfer_ids.pos_order_id

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"].sudo().next_by_code("pos.sync.order") or "/"
        return super().create(vals_list)

    def _can_be_recalled(self):
        return any(transfer.state in WAITING for transfer in self.transfer_ids)

    def _can_be_sent_again(self):
        return any(transfer.state in GIVEN_BACK for transfer in self.transfer_ids) and not (
            self.mode == "first" and self._get_winner()
        )

    def _get_winner(self):
        """Return the transfer of the receiver who has the order, or none; for first-wins orders."""
        return self.transfer_ids.filtered("is_won")[:1]

    def _get_payload(self, config, payload=None):
        """Return the order for ``config``, with its user's rights; an older version if given."""
        partner = self.partner_id or self._find_partner(config, None, self.partner_local_id)
        return PayloadReader(config).look_up(payload or self.payload, partner)

    def _describe(self):
        """Return what a till's list shows of an order."""
        return {
            "uuid": self.uuid,
            "name": self.name,
            "version": self.version,
            "note": self.note or "",
            "priority": self.priority,
            "mode": self.mode,
            "keep": self.keep,
            "cashier": self.cashier or self.user_id.name or "",
            "partner_name": self.partner_name or "",
            "partner_id": self.partner_id.id or None,
            "amount_total": self.amount_total,
            "line_count": self.line_count,
            "currency_id": self.currency_id.id,
            "created": Datetime.to_string(self.sent_at),
            "expires_at": Datetime.to_string(self.expires_at),
            "source_uuid": self.source_uuid or "",
        }
