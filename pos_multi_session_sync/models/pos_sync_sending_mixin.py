# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import api, models
from odoo.fields import Datetime

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.payload import check_payload, check_text, is_id, is_uuid, is_version
from ..tools.states import WAITING, WON

MODES = ("each", "first")
KEEPS = ("hand_over", "copy")
MAX_RECEIVERS = 100
MAX_NOTE = 500


class PosSyncSendingMixin(models.AbstractModel):
    """How an order comes from a till, for the first time and again."""

    _name = "pos.sync.sending.mixin"
    _description = "Sending of an order"

    @api.model
    def _receive(self, config, payload, actor, cashier_ref=None):
        """Take what a till sends: ``sync.send`` of the contract.

        :param config: the sender, with its user's rights
        :returns: ``{"name", "transfers": [{"uuid", "receiver_id", "state"}]}``
        """
        payload = {**payload, "order": self._check_sending(config, payload)}
        receivers = config._get_sync_targets(payload["receivers"])
        values = self._prepare_values(config, payload, actor)
        order = self.sudo().search([("uuid", "=", payload["uuid"].lower())])
        if order:
            order._receive_again(config, values, receivers, actor)
        else:
            order = self.sudo().create({**values, "cashier_ref": cashier_ref or 0})
            order._add_transfers(receivers, actor)
        if order.keep == "hand_over":
            # With the sender's own rights.
            self._find_source(config, order.source_uuid)._cancel_handed_over()
        return {"name": order.name, "transfers": order._describe_transfers()}

    def _describe_transfers(self):
        return [
            {
                "uuid": transfer.uuid,
                "receiver_id": transfer.receiver_config_id.id,
                "state": transfer.state,
                "version": transfer.version,
            }
            for transfer in self.transfer_ids.sorted("id")
        ]

    def _check_sending(self, config, payload):
        """Return the order that a till may send, or raise OfflineOperationError."""
        if not config.is_sync_sender:
            text = self.env._("%s may not send orders.", config.name)
            advice = self.env._("A manager can allow it in the settings of the Point of Sale.")
            raise OfflineOperationError("rights", text, advice)
        receivers = payload.get("receivers")
        if not (
            is_uuid(payload.get("uuid"))
            and is_version(payload.get("version"))
            and payload.get("mode") in MODES
            and payload.get("keep") in KEEPS
            and payload.get("priority", "0") in ("0", "1")
            and isinstance(receivers, list)
            and 0 < len(receivers) <= MAX_RECEIVERS
            and all(map(is_id, receivers))
            and (payload.get("source_uuid") is None or is_uuid(payload["source_uuid"]))
        ):
            raise OfflineOperationError("malformed")
        order = check_payload(self.env, payload.get("order"))
        if order["currency_id"] != config.currency_id.id:
            text = self.env._("The order is in another currency than %s.", config.name)
            raise OfflineOperationError("validation", text)
        return order

    def _prepare_values(self, config, payload, actor):
        order, now = payload["order"], Datetime.now()
        customer = order.get("customer") or {}
        local_id = payload.get("partner_local_id")
        number = payload.get("partner_id") or customer.get("id")
        local_id = local_id if is_uuid(local_id) else False
        partner = self._find_partner(config, number if is_id(number) else None, local_id)
        source = self._find_source(config, payload.get("source_uuid"))
        return {
            **actor._asdict(),
            "uuid": payload["uuid"].lower(),
            "version": payload["version"],
            "mode": payload["mode"],
            "keep": payload["keep"],
            "priority": payload.get("priority") or "0",
            "note": check_text(self.env, payload.get("note"), MAX_NOTE),
            "sender_config_id": config.id,
            "sender_session_id": config.sudo().current_session_id.id,
            "partner_id": partner.id,
            "partner_name": partner.name or customer.get("name"),
            "partner_local_id": local_id,
            "amount_total": order["totals"]["total"],
            "amount_tax": order["totals"]["tax"],
            "line_count": len(order["lines"]),
            "payload": order,
            "source_order_id": source.id,
            "source_uuid": payload.get("source_uuid"),
            "sent_at": now,
            "expires_at": now + timedelta(hours=config.sync_expiry_hours),
        }

    @api.model
    def _find_partner(self, config, number, local_id):
        """Return the order's customer, whoever it was merged into, as ``config``'s user sees it."""
        operations = config.env["pos.offline.operation"]
        return operations._find_record(config, "res.partner", number, local_id)

    def _find_source(self, config, uuid):
        orders = config.env["pos.order"]
        domain = [("uuid", "=", uuid), ("config_id", "=", config.id)]
        return orders.search(domain, limit=1) if uuid else orders

    # -- Transfers ---------------------------------------------------------------------------------

    def _add_transfers(self, receivers, actor):
        transfers = self.env["pos.sync.transfer"].create(
            [
                {
                    "sync_order_id": self.id,
                    "receiver_config_id": receiver.id,
                    "queued_at": Datetime.now(),
                    "version": self.version,
                    **actor._asdict(),
                }
                for receiver in receivers
            ]
        )
        transfers._send_to_session(actor)

    def _receive_again(self, config, values, receivers, actor):
        """Take version n+1: for those who have not taken the order yet, and for new receivers."""
        self.transfer_ids._lock()
        self._check_version(config, values)
        receivers_before = self.transfer_ids.receiver_config_id
        again = self.transfer_ids.filtered(
            lambda transfer: transfer.receiver_config_id in receivers and transfer.state not in WON
        )
        if not again and not receivers - receivers_before:
            raise self._get_taken_error()
        left_out = self.transfer_ids.filtered(
            lambda transfer: (
                transfer.receiver_config_id not in receivers and transfer.state in WAITING
            )
        )
        # Who has taken the order goes on with the version that was taken.
        self.transfer_ids.filtered("is_won").filtered(lambda transfer: not transfer.payload).write(
            {"payload": self.payload}
        )
        self.write(values)
        left_out._move("recalled", actor, self.env._("Sent to others instead."))
        again._send_again(actor)
        self._add_transfers(receivers - receivers_before, actor)

    def _check_version(self, config, values):
        if self.sender_config_id != config.sudo():
            raise OfflineOperationError("rights")
        if values["version"] <= self.version:
            text = self.env._("A newer version of %s has been sent already.", self.name)
            raise OfflineOperationError("conflict", text)
        if "first" in (self.mode, values["mode"]) and self._get_winner():
            raise self._get_taken_error()

    def _get_taken_error(self):
        text = self._get_winner()._get_present_text()
        advice = self.env._("Ask there for it to be returned, then change it and send it again.")
        return OfflineOperationError("conflict", text, advice)

    def _send_again(self, actor, reason=""):
        """Send the order once more, as it was."""
        self.transfer_ids._lock()
        hours = self.sender_config_id.sync_expiry_hours
        now = Datetime.now()
        self.write(
            {
                "version": self.version + 1,
                "sent_at": now,
                "expires_at": now + timedelta(hours=hours),
            }
        )
        # Also those who have not taken it yet: there is one version of an order on its way.
        again = self.transfer_ids.filtered(lambda transfer: transfer.state not in WON)
        again._send_again(actor, reason)
