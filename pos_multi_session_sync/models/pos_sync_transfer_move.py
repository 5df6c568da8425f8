# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.fields import Datetime
from odoo.tools import SQL, format_datetime

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.states import CLOSED, STEPS, TIMES, TRAVELLING, WAITING

EVENT = "POS_SYNC_ORDERS"
OF_RECEIVER = ("delivered_uuid", "pos_order_id", "payload", "claim_token")


class PosSyncTransfer(models.Model):
    """How a transfer gets from one state to the next."""

    _inherit = "pos.sync.transfer"

    def _lock(self):
        """Have every other transaction that moves these orders wait; see ADR 0015.

        The order's row first, then its transfers: two transactions never hold what the other wants.
        One that waited for a change ends as a serialisation failure, and Odoo runs it again.
        """
        orders = self.sync_order_id.ids
        if orders:
            for table, column in (
                ("pos_sync_order", "id"),
                ("pos_sync_transfer", "sync_order_id"),
            ):
                query = SQL(
                    "SELECT id FROM %s WHERE %s IN %s ORDER BY id FOR NO KEY UPDATE",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    tuple(orders),
                )
                self.env.cr.execute(query, log_exceptions=False)
        return self

    def _move(self, to, actor=None, reason="", values=None):
        """Bring the transfers into the state ``to``, note it, and tell the tills.

        :param Actor actor: who does it; nobody for what happens by itself
        :param dict values: what is written beside the state
        :raises OfflineOperationError: a step that does not lead there; nothing was changed
        """
        transfers = self.sudo()._lock()
        for transfer in transfers:
            if to not in STEPS[transfer.state]:
                transfer._refuse_step()
        steps = [transfer._prepare_step(to, actor, reason) for transfer in transfers]
        self.env["pos.sync.step"].sudo().create(steps)
        transfers.write({**transfers._prepare_move(to, actor, reason), **(values or {})})
        transfers._ring()

    def _prepare_step(self, to, actor, reason):
        return {
            "transfer_id": self.id,
            "sync_order_id": self.sync_order_id.id,
            "state_from": self.step_ids and self.state,
            "state_to": to,
            "version": self.sync_order_id.version,
            "user_id": actor.user_id if actor else self.env.uid,
            "cashier": actor.cashier if actor else False,
            "device": actor.device if actor else False,
            "reason": reason,
        }

    def _prepare_move(self, to, actor, reason):
        now = Datetime.now()
        values = {"state": to, "reason": reason, "closed_at": now if to in CLOSED else False}
        if to in TIMES:
            values[TIMES[to]] = now
        if actor:
            values.update(actor._asdict())
        return values

    def _refuse_step(self):
        advice = self.env._("Look at the order's steps, then decide what to do with it.")
        raise OfflineOperationError("conflict", self._get_present_text(), advice)

    def _get_present_text(self):
        """Tell in a sentence where the order is, and by whom it came there."""
        values = {
            "order": self.sync_order_id.name,
            "config": self.receiver_config_id.name,
            "state": self._get_state_text(),
            "who": self.cashier or self.user_id.name or "",
            "time": self._get_moment_text(),
        }
        if self.is_won:
            return self.env._("%(config)s has taken %(order)s (%(who)s, %(time)s).", **values)
        return self.env._("%(order)s to %(config)s is %(state)s (%(time)s).", **values)

    def _get_moment(self):
        """Return when the transfer came into its state."""
        return (self.is_won and self.claimed_at) or self.closed_at or self.write_date

    def _get_moment_text(self):
        return format_datetime(self.env, self._get_moment(), dt_format="short")

    # -- What happens by itself --------------------------------------------------------------------

    def _send_to_session(self, actor=None, reason=""):
        """Put waiting transfers into the receiver's session, or have them wait for one."""
        for config, transfers in self.grouped("receiver_config_id").items():
            session = config._get_sync_session()
            values = {"receiver_session_id": session.id}
            transfers._move("sent" if session else "queued", actor, reason, values)

    def _send_again(self, actor, reason=""):
        """Begin anew with the order's present version."""
        for order, transfers in self.grouped("sync_order_id").items():
            transfers.write(
                {
                    "version": order.version,
                    "queued_at": Datetime.now(),
                    **dict.fromkeys((*TIMES.values(), *OF_RECEIVER), False),
                    "difference": 0,
                }
            )
        self._send_to_session(actor, reason)

    def _expire(self):
        """Give back what nobody took; give up what a till took and never put on its list."""
        self.filtered(lambda transfer: transfer.state in WAITING)._move(
            "expired", reason=self.env._("Nobody took it in time.")
        )
        for transfer in self.filtered(lambda transfer: transfer.state == "claimed"):
            reason = self.env._("%s took it, but never delivered it.", transfer._get_winner_text())
            transfer._move("failed", reason=reason)

    def _get_winner_text(self):
        who = self.cashier or self.user_id.name
        return f"{self.receiver_config_id.name} ({who})" if who else self.receiver_config_id.name

    def _cron_expire(self, limit=200):
        """Expire what is due; run by Odoo's scheduler."""
        domain = [("expires_at", "<=", Datetime.now()), ("state", "in", TRAVELLING)]
        orders = self.env["pos.sync.order"].search(domain, order="expires_at")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(orders))
        for start in range(0, len(orders), limit):
            # Those that a till moves at this moment are looked at the next time.
            batch = orders[start : start + limit].try_lock_for_update(allow_referencing=True)
            batch.transfer_ids.filtered(lambda transfer: transfer.state in TRAVELLING)._expire()
            if not cron._commit_progress(len(orders[start : start + limit])):
                break

    # -- The doorbell ------------------------------------------------------------------------------

    def _ring(self):
        """Have the tills of both sides pull; numbers only, and only once it is committed."""
        for field in ("receiver_config_id", "sender_config_id"):
            for config, transfers in self.grouped(field).items():
                config._notify(EVENT, {"transfers": transfers.mapped("uuid")})
