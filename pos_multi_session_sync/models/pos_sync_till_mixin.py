# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Datetime, Domain

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError, describe
from odoo.addons.pos_offline_base.tools.batch import is_device

from ..tools.actor import Actor
from ..tools.payload import is_uuid
from ..tools.states import TRAVELLING, WAITING
from ..tools.transfer_reader import TransferReader

MAX_NAME = 64


class PosSyncTillMixin(models.AbstractModel):
    """What a till asks about orders that travel. Each answer is for one point of sale and user."""

    _name = "pos.sync.till.mixin"
    _description = "What a till asks about orders that travel"

    # -- For the till ------------------------------------------------------------------------------

    def pull_sync_orders(self, cursor="", limit=100):
        """Return what changed since ``cursor``; with an empty one, all that is open.

        :returns: ``{cursor, more, anew, server_time, inbox: [T], outbox: [T]}``; T is what
            ``pos.sync.transfer._describe`` returns; ``anew`` tells the till to forget what it knew
        """
        config = self._enter_sync()
        self.env["pos.sync.presence"]._note(config)
        # As superuser, and only transfers from or to a point of sale that the user may read.
        reader = TransferReader(self.env["pos.sync.transfer"].sudo(), config)
        page = reader.get_page(cursor, limit)
        described = [
            (transfer.receiver_config_id.id, transfer._describe()) for transfer in page.transfers
        ]
        return {
            "cursor": page.cursor,
            "more": page.more,
            "anew": page.anew,
            "server_time": Datetime.to_string(Datetime.now()),
            "inbox": [item for receiver, item in described if receiver == config.id],
            "outbox": [item for receiver, item in described if receiver != config.id],
        }

    def read_sync_order(self, transfer_uuid):
        """Return ``{payload}``: the order's lines, for its sender and its receivers."""
        config = self._enter_sync()
        transfer = config._get_sync_transfer(transfer_uuid)
        return {"payload": transfer._get_payload(config)}

    def claim_sync_order(self, transfer_uuid, device, cashier=None, token=None):
        """Take an order for this till: one that asks wins, the others are told who did.

        :param str device: Odoo's number of the till
        :param cashier: the cashier's number
        :param str token: a uuid that the till has made for this claim, and keeps
        :returns: ``{status: "claimed", payload, transfer}``, or ``{status: "taken" | "gone", state,
            winner: {config, cashier, user, at}, text}``
        """
        config = self._enter_sync()
        transfer = config._get_sync_transfer(transfer_uuid, "receiver_config_id")
        if not (is_device(device) and is_uuid(token)):
            raise UserError(describe(self.env, "malformed")["message"])
        if not transfer._claim(config._get_sync_actor(device, cashier), token):
            return transfer._describe_loss()
        return {
            "status": "claimed",
            "payload": transfer._get_payload(config),
            "transfer": transfer._describe(),
        }

    def get_sync_receivers(self):
        """Return to whom this point of sale may send, and to whom it could but may not.

        :returns: ``{receivers: [{id, name, session, last_seen, waiting}], refused: [{id, name,
            reason}]}``; session is ``{id, state, cashier, opened_at}`` or None
        """
        config = self._enter_sync()
        receivers, refused = config._sort_sync_receivers()
        seen = self.env["pos.sync.presence"]._get_last_seen(receivers)
        waiting = config._count_sync_transfers("receiver_config_id", receivers, WAITING)
        return {
            "receivers": [
                {
                    "id": receiver.id,
                    "name": receiver.name,
                    "session": receiver._describe_sync_session(),
                    "last_seen": Datetime.to_string(seen.get(receiver.id)) or None,
                    "waiting": waiting.get(receiver.id, 0),
                }
                for receiver in receivers
            ],
            "refused": [
                {"id": receiver.id, "name": receiver.name, "reason": reason}
                for receiver, reason in refused.items()
            ],
        }

    def get_sync_closing_state(self):
        """Return what a cashier shall know before closing: ``{inbox, sent}``, both counts."""
        config = self._enter_sync()
        sides = {"inbox": "receiver_config_id", "sent": "sender_config_id"}
        return {
            name: config._count_sync_transfers(field, config, TRAVELLING).get(config.id, 0)
            for name, field in sides.items()
        }

    # -- Who asks ----------------------------------------------------------------------------------

    def _enter_sync(self):
        """Return this record in its company and a context of our own, if the user may use it."""
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only a user of the Point of Sale can do this."))
        return self._in_own_company()

    def _get_sync_transfer(self, uuid, *sides):
        """Return the transfer of that name from or to this point of sale, as superuser."""
        sides = sides or ("receiver_config_id", "sender_config_id")
        transfer = self.env["pos.sync.transfer"].sudo()
        if is_uuid(uuid):
            transfer = transfer.search([("uuid", "=", uuid)])
        if not any(transfer[side].id == self.id for side in sides):
            raise MissingError(self.env._("This order is no longer on the server."))
        return transfer

    def _get_sync_actor(self, device, cashier=None):
        name = self._get_offline_cashier_name(cashier)
        return Actor(self.env.uid, name[:MAX_NAME], str(device))

    # -- To whom -----------------------------------------------------------------------------------

    def _get_sync_session(self):
        """Return the open session in which a till can receive, or none."""
        # As superuser: of the receiver's session the sender learns only that it is there.
        session = self.sudo().current_session_id
        return session.filtered(lambda session: session.state == "opened")

    def _describe_sync_session(self):
        session = self.sudo().current_session_id
        return (
            session
            and {
                "id": session.id,
                "state": session.state,
                "cashier": session.user_id.name,
                "opened_at": Datetime.to_string(session.start_at),
            }
            or None
        )

    def _sort_sync_receivers(self):
        """Return the receivers to whom this one may send, and why it may not to the others.

        :returns: ``(records, {record: reason})``
        """
        everybody = self.with_context(allowed_company_ids=self.env.user.company_ids.ids)
        receivers = everybody.search([("is_sync_receiver", "=", True), ("id", "!=", self.id)])
        reasons = {receiver: self._get_sync_obstacle(receiver) for receiver in receivers}
        refused = {receiver: reason for receiver, reason in reasons.items() if reason}
        allowed = receivers.filtered(lambda receiver: not reasons[receiver])
        if self.sync_receiver_ids:
            allowed &= self.sync_receiver_ids
        return allowed, refused

    def _get_sync_obstacle(self, receiver):
        """Return why no order may go to ``receiver``, or nothing."""
        names = {"sender": self.name, "receiver": receiver.name}
        if receiver.company_id != self.company_id:
            return self.env._("%(receiver)s belongs to another company than %(sender)s.", **names)
        if receiver.currency_id != self.currency_id:
            return self.env._("%(receiver)s has another currency than %(sender)s.", **names)
        return ""

    def _get_sync_targets(self, numbers):
        """Return the receivers that a till names, or refuse all with the reason for one."""
        numbers = list(dict.fromkeys(numbers))
        everybody = self.with_context(allowed_company_ids=self.env.user.company_ids.ids)
        targets = everybody.browse(numbers).exists()._filtered_access("read")
        # What the user may not see is not there: nobody learns a name by asking for a number.
        if len(targets) < len(numbers) or not targets:
            raise OfflineOperationError("gone", self.env._("The receiver is no longer there."))
        # As superuser, as an order goes to sessions of others.
        targets = self.sudo().browse(numbers)
        chosen = self.sudo().sync_receiver_ids
        for target in targets:
            reason = self._get_sync_obstacle(target)
            if target == self.sudo() or not target.is_sync_receiver or not target.active:
                reason = self.env._("%s does not receive orders.", target.name)
            elif not reason and chosen and target not in chosen:
                reason = self.env._("Orders are not to be sent to %s from here.", target.name)
            if reason:
                advice = self.env._("Choose another receiver, or ask a manager to allow it.")
                raise OfflineOperationError("validation", reason, advice)
        return targets

    def _count_sync_transfers(self, field, configs, states):
        """Return ``{id of a point of sale: number of transfers}``."""
        domain = Domain(field, "in", configs.ids) & Domain("state", "in", states)
        # As superuser: a number of a receiver's orders, and nothing else of them.
        groups = self.env["pos.sync.transfer"].sudo()._read_group(domain, [field], ["__count"])
        return {config.id: count for config, count in groups}
