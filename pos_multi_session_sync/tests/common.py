# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import NAMESPACE_OID, uuid4, uuid5

from odoo.tests import new_test_user

from odoo.addons.pos_offline_base.tests.common import OperationCase

NEAR, OTHER = "21", "22"


class SyncMixin:
    """Makes what tills say to each other. Needs `product_id` and `currency_id`."""

    def make_line(self, **values):
        """Return a line of a payload."""
        return {
            "uuid": str(uuid4()),
            "product_id": self.product_id,
            "product_name": "Sync Tea",
            "qty": 2,
            "price_unit": 3,
            "discount": 0,
            "tax_ids": [],
            **values,
        }

    def make_order(self, *lines, **values):
        """Return a payload."""
        return {
            "schema": 1,
            "currency_id": self.currency_id,
            "totals": {"total": 6, "tax": 0},
            "lines": list(lines) or [self.make_line()],
            **values,
        }

    def make_send(self, receivers, order=None, **values):
        """Return a sync.send."""
        payload = {
            "uuid": str(uuid4()),
            "version": 1,
            "mode": "each",
            "keep": "hand_over",
            "receivers": receivers,
            "note": "Table 4",
            "priority": "0",
            "source_uuid": str(uuid4()),
            "partner_id": None,
            "partner_local_id": None,
            "order": order or self.make_order(),
        }
        return self.make_operation("sync.send", {**payload, **values})


class SyncCase(SyncMixin, OperationCase):
    """A sender; `near` is a receiver that is open, `far` one that is closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["pos.config"].search([("is_sync_receiver", "=", True)]).is_sync_receiver = False
        cls.shop.is_sync_sender = True
        cls.near, cls.far = cls.env["pos.config"].create(
            [{"name": name, "is_sync_receiver": True} for name in ("Near Shop", "Far Shop")]
        )
        cls.colleague = new_test_user(
            cls.env, "sync_colleague", groups="base.group_user,point_of_sale.group_pos_user"
        )
        cls.open_session(cls.near)
        # Short enough for the field that keeps it.
        cls.manager.name = "Cas Hier"
        cls.product = cls.env["product.product"].create(
            {"name": "Sync Tea", "available_in_pos": True, "list_price": 3, "taxes_id": False}
        )
        cls.product_id = cls.product.id
        cls.currency_id = cls.shop.currency_id.id
        # Devices other than the sender's act as the colleague.
        cls.at_near = cls.near.with_user(cls.colleague)

    @classmethod
    def open_session(cls, config):
        """Open a session and return it."""
        config.with_user(cls.manager).open_ui()
        config.current_session_id.set_opening_control(0, "")
        return config.current_session_id

    @classmethod
    def close_session(cls, config):
        """Close the session of a point of sale that has sold nothing."""
        config.current_session_id.with_user(cls.manager).close_session_from_ui()

    def send_order(self, *receivers, order=None, **values):
        """Send an order; return its record."""
        ids = [receiver.id for receiver in receivers or (self.near,)]
        result = self.send_one(self.make_send(ids, order, **values))
        self.assertEqual(result["status"], "done", result)
        return self.get_order(result["result"]["name"])

    def get_order(self, name):
        """Return the order of that number."""
        return self.env["pos.sync.order"].search([("name", "=", name)])

    def refuse(self, *receivers, order=None, **values):
        """Send an order that must not be taken; return the answer."""
        ids = [receiver.id for receiver in receivers or (self.near,)]
        before = self.env["pos.sync.order"].search_count([])
        result = self.send_one(self.make_send(ids, order, **values))
        self.assertEqual(result["status"], "failed", result)
        self.assertEqual(self.env["pos.sync.order"].search_count([]), before)
        return result

    def tell(self, kind, payload, config=None, device=NEAR):
        """Send another operation, as the colleague at the receiver; return the answer."""
        if "transfer" in payload:
            payload = {"claim": self.get_token(payload["transfer"], device), **payload}
        operation = self.make_operation(kind, payload)
        config = self.at_near if config is None else config
        return self.send(operation, config=config, device=device)[0]

    def claim(self, transfer, device=NEAR, config=None):
        """Take an order at the receiver; return the answer."""
        config = self.at_near if config is None else config
        token = self.get_token(transfer.uuid, device)
        return config.claim_sync_order(transfer.uuid, device, self.manager.id, token)

    def get_token(self, transfer, device):
        """Return what a till makes for its claim of a transfer, and keeps."""
        return str(uuid5(NAMESPACE_OID, f"{transfer}/{device}"))

    def deliver(self, transfer, device=NEAR, config=None, uuid=None, **values):
        """Take an order and confirm it; return the answer to the confirmation."""
        self.claim(transfer, device, config)
        payload = {"transfer": transfer.uuid, "order_uuid": uuid or str(uuid4()), **values}
        return self.tell("sync.deliver", payload, config, device)

    def pull(self, config=None, cursor="", limit=100):
        """Return what a till is told."""
        config = self.at_near if config is None else config
        self.env.flush_all()
        return config.pull_sync_orders(cursor, limit)
