# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.actor import Actor
from ..tools.states import TRAVELLING, WAITING


class PosSyncOrder(models.Model):
    """What people do in the back office."""

    _inherit = "pos.sync.order"

    def action_recall(self):
        """Take the order back from everybody who has not taken it; ask for the reason."""
        return self._ask_reason("recall", self.env._("Recall the Order"))

    def action_mark_failed(self):
        """Give the order up; ask for the reason."""
        self._check_manager()
        return self._ask_reason("fail", self.env._("Mark the Order as Failed"))

    def action_send_again(self):
        """Send the order once more to those who have not taken it, as it was."""
        for order in self:
            order.check_access("read")
            sender = order.sender_config_id
            order._do(lambda order, sender=sender: order._resend(sender))
        return True

    def action_expire(self):
        """Let the order expire now."""
        self._check_manager()
        for order in self:
            order._do(lambda order: order._move_those_in(WAITING, "expired", ""))
        return True

    def action_open_pos_orders(self):
        """Open the orders of the Point of Sale, of the sender and of the receivers."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Orders"),
            "res_model": "pos.order",
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_pos_orders().ids)],
        }

    def _get_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "pos_multi_session_sync.pos_sync_order_action"
        )
        return {**action, "context": {}, "domain": [("id", "in", self.ids)]}

    # -- Retention ---------------------------------------------------------------------------------

    def _cron_drop_old(self, limit=1000):
        """Drop what came to rest longer ago than its sender keeps it; run by Odoo's scheduler."""
        cron = self.env["ir.cron"]
        for (config,) in self._read_group([], ["sender_config_id"]):
            domain = [
                ("sender_config_id", "=", config.id),
                ("sent_at", "<", Datetime.now() - timedelta(days=config.sync_retention_days)),
                ("state", "not in", TRAVELLING),
            ]
            while old := self.search(domain, limit=limit):
                old.unlink()
                if not cron._commit_progress(len(old), remaining=1):
                    return
        cron._commit_progress(remaining=0)

    # -- How it is done ----------------------------------------------------------------------------

    def _ask_reason(self, step, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "pos.sync.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_sync_order_ids": self.ids, "default_step": step},
        }

    def _recall_because(self, reason):
        for order in self:
            order._do(lambda order: order.transfer_ids._recall(order._get_office_actor(), reason))

    def _fail_because(self, reason):
        self._check_manager()
        for order in self:
            order._do(lambda order: order._move_those_in(TRAVELLING, "failed", reason))

    def _resend(self, sender):
        sender._enter_sync()._get_sync_targets(self.transfer_ids.receiver_config_id.ids)
        if self.mode == "first" and self._get_winner() or not self._can_be_sent_again():
            self.transfer_ids[:1]._refuse_step()
        self._send_again(self._get_office_actor())

    def _move_those_in(self, states, to, reason):
        transfers = self.transfer_ids._lock().filtered(lambda item: item.state in states)
        if not transfers:
            self.transfer_ids[:1]._refuse_step()
        transfers._move(to, self._get_office_actor(), reason)

    def _get_office_actor(self):
        return Actor(self.env.uid)

    def _check_manager(self):
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only a manager of the Point of Sale can do this."))

    def _do(self, act):
        """Call ``act`` with this order as superuser, for a user who may see it."""
        self.check_access("read")
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only a user of the Point of Sale can do this."))
        try:
            act(self.sudo())
        except OfflineOperationError as error:
            raise UserError(error.describe(self.env)["message"]) from error
