# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.payload import MAX_BYTES, check_text, is_amount, is_uuid

MAX_REASON = 250


class PosOfflineOperation(models.Model):
    """What a till does with orders that travel, whether the server was there or not."""

    _inherit = "pos.offline.operation"

    @api.model
    def _get_handlers(self):
        return {
            **super()._get_handlers(),
            "sync.send": "_sync_send",
            "sync.recall": "_sync_recall",
            "sync.seen": "_sync_seen",
            "sync.deliver": "_sync_deliver",
            "sync.move": "_sync_move",
            "sync.return": "_sync_return",
        }

    @api.model
    def _get_payload_limits(self):
        # The order, and a little for what is said about it.
        return {**super()._get_payload_limits(), "sync.send": MAX_BYTES + 4096}

    def _sync_send(self, config, payload, operation):
        actor = self._get_sync_actor(config, operation)
        return self.env["pos.sync.order"]._receive(config, payload, actor, operation.cashier)

    def _sync_recall(self, config, payload, operation):
        order = self.env["pos.sync.order"].sudo()
        if is_uuid(payload.get("uuid")):
            order = order.search([("uuid", "=", payload["uuid"].lower())])
        if order.sender_config_id != config.sudo():
            raise OfflineOperationError("gone")
        reason = check_text(self.env, payload.get("reason"), MAX_REASON)
        order.transfer_ids._recall(self._get_sync_actor(config, operation), reason)
        return {"transfers": order._describe_transfers()}

    def _sync_seen(self, config, payload, operation):
        uuids = payload.get("transfers")
        if not isinstance(uuids, list) or not all(map(is_uuid, uuids)):
            raise OfflineOperationError("malformed")
        domain = [("uuid", "in", uuids), ("receiver_config_id", "=", config.id)]
        transfers = self.env["pos.sync.transfer"].sudo().search(domain)
        transfers._mark_seen(self._get_sync_actor(config, operation))
        return {"transfers": [{"uuid": item.uuid, "state": item.state} for item in transfers]}

    def _sync_deliver(self, config, payload, operation):
        transfer = self._need_transfer(config, payload)
        if not (is_uuid(payload.get("order_uuid")) and is_amount(payload.get("difference", 0))):
            raise OfflineOperationError("malformed")
        values = {
            "delivered_uuid": payload["order_uuid"].lower(),
            "difference": payload.get("difference", 0),
        }
        transfer._deliver(self._get_sync_actor(config, operation), payload.get("claim"), values)
        return {"uuid": transfer.uuid, "state": transfer.state}

    def _sync_move(self, config, payload, operation):
        transfer = self._need_transfer(config, payload)
        if not is_uuid(payload.get("order_uuid")):
            raise OfflineOperationError("malformed")
        transfer._move_to_order(payload.get("claim"), payload["order_uuid"].lower())
        return {"uuid": transfer.uuid, "state": transfer.state}

    def _sync_return(self, config, payload, operation):
        transfer = self._need_transfer(config, payload)
        reason = check_text(self.env, payload.get("reason"), MAX_REASON)
        transfer._give_back(self._get_sync_actor(config, operation), payload.get("claim"), reason)
        return {"uuid": transfer.uuid, "state": transfer.state}

    def _need_transfer(self, config, payload):
        domain = [
            ("uuid", "=", str(payload.get("transfer"))),
            ("receiver_config_id", "=", config.id),
        ]
        transfer = self.env["pos.sync.transfer"].sudo().search(domain)
        if not transfer:
            raise OfflineOperationError("gone")
        return transfer

    def _get_sync_actor(self, config, operation):
        return config._get_sync_actor(operation.device, operation.cashier)
