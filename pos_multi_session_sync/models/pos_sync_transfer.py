# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.states import LABELS, STATES, WON

# All that a till may have to show again: what travels, and what came to rest since yesterday.
LIVE = "('queued', 'sent', 'seen', 'claimed', 'delivered')"


class TransactionNumber(fields.Integer):
    """PostgreSQL's number of a transaction, which has 64 bits."""

    _column_type = ("int8", "int8")


class PosSyncTransfer(models.Model):
    """The way of an order to one receiver. `_move` alone changes its state."""

    _name = "pos.sync.transfer"
    _inherit = ["pos.sync.claim.mixin"]
    _description = "Way of an order to one receiver"
    _order = "id desc"

    sync_order_id = fields.Many2one(
        "pos.sync.order", "Order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    uuid = fields.Char(
        "Identifier", required=True, readonly=True, copy=False, default=lambda self: str(uuid4())
    )
    state = fields.Selection(STATES, "Status", required=True, readonly=True, default="queued")
    version = fields.Integer(default=1, readonly=True, help="Of the order, as the receiver has it.")
    sender_config_id = fields.Many2one(related="sync_order_id.sender_config_id", store=True)
    receiver_config_id = fields.Many2one(
        "pos.config", "Receiver", required=True, readonly=True, ondelete="cascade"
    )
    receiver_session_id = fields.Many2one(
        "pos.session", "Receiver's session", readonly=True, index="btree_not_null"
    )
    company_id = fields.Many2one(related="sync_order_id.company_id", store=True)
    currency_id = fields.Many2one(related="sync_order_id.currency_id")
    amount_total = fields.Monetary(related="sync_order_id.amount_total", store=True)
    user_id = fields.Many2one("res.users", readonly=True, help="Who made the last step.")
    cashier = fields.Char(readonly=True)
    device = fields.Char("Till", readonly=True)
    claim_token = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    reason = fields.Char(readonly=True)
    queued_at = fields.Datetime("Sent by the sender", readonly=True)
    sent_at = fields.Datetime("Sent", readonly=True)
    seen_at = fields.Datetime("Seen", readonly=True)
    claimed_at = fields.Datetime("Taken", readonly=True)
    delivered_at = fields.Datetime("Delivered", readonly=True)
    paid_at = fields.Datetime("Paid", readonly=True)
    closed_at = fields.Datetime("Closed", readonly=True)
    delivery_time = fields.Float(
        "Time to delivery (minutes)",
        compute="_compute_delivery_time",
        store=True,
        aggregator="avg",
        help="From the sending to the delivery.",
    )
    pos_order_id = fields.Many2one(
        "pos.order", "Order at the receiver", readonly=True, index="btree_not_null"
    )
    delivered_uuid = fields.Char("Receiver's order", readonly=True, index="btree_not_null")
    difference = fields.Monetary(
        readonly=True, help="Total at the receiver less the total at the sender."
    )
    step_ids = fields.One2many("pos.sync.step", "transfer_id", "Steps", readonly=True)
    change_xid = TransactionNumber("Changed in", readonly=True, aggregator=None)
    payload = fields.Json(
        "As it was taken", readonly=True, help="Where the sender has sent a newer version since."
    )
    is_won = fields.Boolean(compute="_compute_is_won")

    _uuid_unique = models.Constraint("UNIQUE (uuid)", "A transfer has one identifier.")
    _receiver_unique = models.Constraint(
        "UNIQUE (sync_order_id, receiver_config_id)", "A receiver gets an order once."
    )
    _inbox_change_idx = models.Index("(receiver_config_id, change_xid, id)")
    _outbox_change_idx = models.Index("(sender_config_id, change_xid, id)")
    _inbox_live_idx = models.Index(f"(receiver_config_id, state) WHERE state IN {LIVE}")
    _outbox_live_idx = models.Index(f"(sender_config_id, state) WHERE state IN {LIVE}")
    _inbox_closed_idx = models.Index("(receiver_config_id, closed_at) WHERE closed_at IS NOT NULL")
    _outbox_closed_idx = models.Index("(sender_config_id, closed_at) WHERE closed_at IS NOT NULL")

    @api.depends("state", "receiver_config_id")
    def _compute_display_name(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for transfer in self:
            transfer.display_name = self.env._(
                "%(order)s to %(receiver)s: %(state)s",
                order=transfer.sync_order_id.name,
                receiver=transfer.receiver_config_id.name,
                state=labels[transfer.state],
            )

    @api.depends("queued_at", "delivered_at")
    def _compute_delivery_time(self):
        for transfer in self:
            begin, end = transfer.queued_at, transfer.delivered_at
            seconds = max(1, (end - begin).total_seconds()) if begin and end else 0
            transfer.delivery_time = seconds / 60

    @api.depends("state")
    def _compute_is_won(self):
        for transfer in self:
            transfer.is_won = transfer.state in WON

    @api.model_create_multi
    def create(self, vals_list):
        xid = self._get_transaction_number()
        return super().create([{**vals, "change_xid": xid} for vals in vals_list])

    def write(self, vals):
        return super().write({**vals, "change_xid": self._get_transaction_number()})

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec != "delivery_time:avg":
            return super()._read_group_select(aggregate_spec, query)
        # What is not delivered has no time: it must not make the others look quicker.
        column = self._field_to_sql(self._table, "delivery_time", query)
        return SQL("AVG(NULLIF(%s, 0))", column)

    def _get_transaction_number(self):
        """Return the number under which tills find what this transaction writes; see ADR 0014."""
        self.env.cr.execute("SELECT pg_current_xact_id()::text::bigint")
        return self.env.cr.fetchone()[0]

    def _get_payload(self, config):
        """Return the order for ``config``, in the version that this receiver has."""
        return self.sync_order_id._get_payload(config, self.payload)

    def _get_state_text(self):
        return self.env._(LABELS[self.state])

    def _describe(self):
        """Return what a till shows of a transfer; the lines are read when somebody looks."""
        times = ("sent_at", "seen_at", "claimed_at", "delivered_at", "paid_at", "closed_at")
        return {
            "uuid": self.uuid,
            "state": self.state,
            "version": self.version,
            "reason": self.reason or "",
            "changed": self.change_xid,
            "receiver": self._describe_config(self.receiver_config_id),
            "sender": self._describe_config(self.sender_config_id),
            "by": {
                "user": self.user_id.name or "",
                "cashier": self.cashier or "",
                "device": self.device or "",
            },
            **{name: fields.Datetime.to_string(self[name]) or None for name in times},
            "delivered_uuid": self.delivered_uuid or None,
            "pos_order_id": self.pos_order_id.id or None,
            "difference": self.difference,
            "order": self.sync_order_id._describe(),
        }

    def _describe_config(self, config):
        return {"id": config.id, "name": config.name}
