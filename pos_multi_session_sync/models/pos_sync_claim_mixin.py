# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.fields import Datetime

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.payload import is_uuid
from ..tools.states import WAITING


class PosSyncClaimMixin(models.AbstractModel):
    """One winner: how a till takes an order, gives it back, and what its sale means for it."""

    _name = "pos.sync.claim.mixin"
    _description = "Taking of an order"

    # -- Taking ------------------------------------------------------------------------------------

    def _claim(self, actor, token):
        """Give the order to ``actor``'s till, if nobody else has it.

        :param str token: the till's own for this claim: whoever has it, has the order. The number
            of a device is known to all its colleagues, and a copied browser has the same.
        :returns: whether the till has it now; a till that asks again still has it
        """
        self._lock()
        if self.state == "claimed" and self._is_held_by(token):
            return True
        if self.state not in WAITING or self._get_rivals_winner():
            return False
        session = self.receiver_config_id._get_sync_session()
        values = {"receiver_session_id": session.id, "claim_token": token}
        self._move("claimed", actor, values=values)
        self._close_rivals(actor)
        return True

    def _is_held_by(self, token):
        return is_uuid(token) and self.claim_token == token

    def _get_rivals(self):
        """Return the other receivers of an order that only the first one gets."""
        order = self.sync_order_id
        return order.transfer_ids - self if order.mode == "first" else self.browse()

    def _get_rivals_winner(self):
        return self._get_rivals().filtered("is_won")[:1]

    def _close_rivals(self, actor):
        reason = self.env._("%s was first.", self._get_winner_text())
        rivals = self._get_rivals().filtered(lambda rival: rival.state in WAITING)
        rivals._move("recalled", actor, reason)

    def _describe_loss(self):
        """Tell a till that came too late who has the order, or why there is none any more."""
        winner = self if self.is_won else self._get_rivals_winner()
        answer = {"status": "taken" if winner else "gone", "state": self.state, "winner": None}
        if winner:
            answer["winner"] = {
                "config": winner.receiver_config_id.name,
                "cashier": winner.cashier or "",
                "user": winner.user_id.name or "",
                "at": Datetime.to_string(winner._get_moment()),
            }
        return {**answer, "text": (winner or self)._get_present_text()}

    # -- What tills tell afterwards ----------------------------------------------------------------

    def _mark_seen(self, actor):
        """Note that a receiver has looked at what waits for it."""
        self._lock()
        self.filtered(lambda transfer: transfer.state in ("queued", "sent"))._move("seen", actor)

    def _deliver(self, actor, token, values):
        """Confirm that the till which took the order has it on its list.

        :param dict values: ``{"delivered_uuid", "difference"}``
        """
        self._lock()
        is_same = self._is_held_by(token)
        is_same = is_same and self.delivered_uuid in (False, values["delivered_uuid"])
        if self.state in ("delivered", "paid") and is_same:
            return
        # What was given up because its till was silent is delivered after all.
        if not (self.state in ("claimed", "failed") and self.claimed_at and is_same):
            self._refuse_step()
        self._move("delivered", actor, values=values)
        self.env["pos.order"].sudo()._link_delivered(self)

    def _move_to_order(self, token, uuid):
        """Follow another order of the receiver from now on: its till has merged the two."""
        self._lock()
        if self.state == "paid" or not self.claimed_at or self.delivered_uuid == uuid:
            return
        # A draft on the server is on each till of the shop; before that, on the one that took it.
        if not (self.pos_order_id or self._is_held_by(token)):
            self._refuse_step()
        self.write({"delivered_uuid": uuid, "pos_order_id": False})
        orders = self.env["pos.order"].sudo()
        receiver = ("config_id", "=", self.receiver_config_id.id)
        orders.search([("uuid", "=", uuid), receiver], limit=1)._tell_sync_transfers()

    def _give_back(self, actor, token, reason):
        """Return the order to its sender, with a reason."""
        self._lock()
        if self.state == "returned":
            return
        if self.is_won and not self._is_held_by(token):
            self._refuse_step()
        self._move("returned", actor, reason)

    def _recall(self, actor, reason):
        """Take back what nobody has taken yet, or say who has."""
        self._lock()
        waiting = self.filtered(lambda transfer: transfer.state in WAITING)
        winners = self.filtered("is_won")
        if not waiting and winners:
            advice = self.env._("Ask there for it to be returned.")
            raise OfflineOperationError("conflict", winners[0]._get_present_text(), advice)
        waiting._move("recalled", actor, reason)

    # -- What the receiver's sale means ------------------------------------------------------------

    def _follow_order(self, order):
        """Go with what became of the receiver's order: on the server, paid, cancelled."""
        if self.pos_order_id == order and order.state == "draft":
            # A till puts a draft on the server again and again: no reason to have others wait.
            return
        self._lock()
        if self.delivered_uuid and self.delivered_uuid != order.uuid and order.state == "cancel":
            return  # merged into the one that is followed now
        if self.pos_order_id != order:
            self.write({"pos_order_id": order.id, "delivered_uuid": order.uuid})
        if order.state == "cancel":
            self._follow_loss(self.env._("The order was cancelled there."))
        elif order.state != "draft" and self.state != "paid":
            self._follow_payment()

    def _follow_payment(self):
        # The payment may arrive before the till's word that it had taken the order.
        if self.state in ("claimed", "returned", "failed") and self.claimed_at:
            self._move("delivered")
        if self.state == "delivered":
            self._move("paid")

    def _follow_loss(self, reason):
        if self.state == "delivered":
            self._move("returned", reason=reason)
