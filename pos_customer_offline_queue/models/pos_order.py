# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json

from odoo import api, fields, models

from odoo.addons.pos_offline_base.tools.batch import UUID, is_storable
from odoo.addons.pos_offline_base.tools.card_numbers import without_card_numbers

MAX_DATA = 16 * 1024


class PosOrder(models.Model):
    """An order goes to the server also when its customer cannot: it keeps what the till knows."""

    _inherit = "pos.order"

    offline_customer_uuid = fields.Char(
        "Waiting customer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The operation that creates the order's customer.",
    )
    offline_customer_data = fields.Json("Entered at the till", readonly=True, copy=False)
    offline_customer_text = fields.Text(
        "Customer entered at the till", compute="_compute_offline_customer_text"
    )

    @api.depends("offline_customer_data")
    def _compute_offline_customer_text(self):
        allowed = self.env["res.partner"]._get_offline_fields()
        for order in self:
            data = order.offline_customer_data or {}
            texts = [data[name] for name in allowed if isinstance(data.get(name), str)]
            order.offline_customer_text = "\n".join(filter(None, texts))

    @api.model
    def _process_order(self, order, existing_order):
        if order.get("offline_customer_uuid"):
            self._name_offline_customer(order)
        elif order.get("partner_id") or order.get("offline_customer_data"):
            self._follow_offline_customer(order)
        return super()._process_order(order, existing_order)

    def _name_offline_customer(self, order):
        """Put the customer into an order that names a waiting one, or let the order go without.

        :param dict order: as the till sends it, changed in place
        """
        uuid, data = order.get("offline_customer_uuid"), order.get("offline_customer_data")
        if not (isinstance(uuid, str) and UUID.fullmatch(uuid)):
            order.update({"offline_customer_uuid": False, "offline_customer_data": False})
            return
        company = self.env["pos.session"].browse(order["session_id"]).company_id
        customer = self.env["pos.offline.operation"]._get_created_customer(uuid, company)
        if customer and not order.get("partner_id"):
            order["partner_id"] = customer.id
        data = self._clean_offline_customer_data(data)
        if not order.get("partner_id") and order.get("to_invoice"):
            # An invoice needs its customer: the sale must not fail for it.
            order["to_invoice"] = False
            data["to_invoice"] = True
        order.update({"offline_customer_uuid": uuid.lower(), "offline_customer_data": data})

    def _follow_offline_customer(self, order):
        """Take who is left of a merged customer; of one deleted since, keep what the till knows.

        :param dict order: as the till sends it, changed in place
        """
        data = self._clean_offline_customer_data(order.pop("offline_customer_data", None))
        number = order.get("partner_id")
        if type(number) is not int or not 0 < number < 2**31:
            return
        customer = self.env["res.partner"]._follow_offline_merge(number)
        if customer and customer.has_access("read"):
            order["partner_id"] = customer.id
            return
        if order.get("to_invoice"):
            data["to_invoice"] = True
        order.update(
            {"partner_id": False, "to_invoice": False, "offline_customer_data": data or False}
        )

    @api.model
    def _clean_offline_customer_data(self, data):
        """Return the listed fields of what a till sends, and nothing that is not data.

        Nor what no database takes: the sale does not fail for it.
        """
        if not isinstance(data, dict) or len(json.dumps(data)) > MAX_DATA:
            return {}
        allowed = self.env["res.partner"]._get_offline_fields()
        kinds = str | int | bool | None
        return {
            name: without_card_numbers(data[name])
            for name in allowed
            if isinstance(data.get(name, []), kinds) and is_storable(data[name])
        }

    @api.model
    def _get_waiting_domain(self, uuids):
        return [("offline_customer_uuid", "in", uuids), ("partner_id", "=", False)]

    @api.model
    def _find_waiting_uuids(self, uuids):
        """Return those of ``uuids`` for whose customers orders wait."""
        return set(
            self.search(self._get_waiting_domain(list(uuids))).mapped("offline_customer_uuid")
        )

    @api.model
    def _link_offline_customer(self, uuid, customer):
        """Give the orders that wait for this customer their customer, with the caller's rights."""
        waiting = self.search(self._get_waiting_domain([uuid]))
        if not waiting:
            return waiting
        waiting.write({"partner_id": customer.id})
        waiting._give_offline_cards(customer)
        for order in waiting.filtered(
            lambda order: (order.offline_customer_data or {}).get("to_invoice")
        ):
            order.message_post(
                body=self.env._(
                    "The customer had asked for an invoice, but was not on the server yet. "
                    "The invoice can be made now."
                )
            )
        return waiting

    def _give_offline_cards(self, customer):
        """Give the points of these orders, which went to a card without a name, to the customer."""
        if "loyalty.card" not in self.env or "source_pos_order_id" not in self.env["loyalty.card"]:
            return
        # As superuser: users of tills have no right on cards, and Odoo's own way does the same.
        cards = self.env["loyalty.card"].sudo()
        nameless = cards.search(
            [("source_pos_order_id", "in", self.ids), ("partner_id", "=", False)]
        )
        for card in nameless.filtered("program_id.is_nominative"):
            domain = [("partner_id", "=", customer.id), ("program_id", "=", card.program_id.id)]
            known = cards.search(domain, limit=1)
            if known:
                known.points += card.points
                card.points = 0
            else:
                card.partner_id = customer
