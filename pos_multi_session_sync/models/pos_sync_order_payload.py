# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models
from odoo.fields import Datetime

from odoo.addons.pos_offline_base.tools.batch import UUID


class PosSyncOrder(models.Model):
    """What tills get of an order, each number in it looked up for the till that asks."""

    _inherit = "pos.sync.order"

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

    def _get_payload(self, config, payload=None):
        """Return the payload for ``config``, whose user's rights count.

        What does not exist there is said: products under ``missing``, anything else is left out and
        named under ``dropped``.

        :param config: the receiver's (or the sender's) record, with its user's rights
        :param dict payload: an older version, where the receiver has that
        """
        payload = dict(payload or self.payload or {})
        dropped = []
        for key, model in (
            ("pricelist_id", "product.pricelist"),
            ("fiscal_position_id", "account.fiscal.position"),
            ("preset_id", "pos.preset"),
        ):
            if payload.get(key) and not self._get_usable(config, model, [payload[key]]):
                payload[key] = None
                dropped.append(key)
        lines = payload.get("lines", [])
        payload["lines"] = [self._get_line(config, line, dropped) for line in lines]
        payload["customer"] = self._get_customer(config, payload.get("customer"))
        return {
            **payload,
            "missing": self._get_missing(config, lines),
            "dropped": sorted(set(dropped)),
        }

    def _get_usable(self, config, model, numbers):
        """Return those records which exist, are in use and belong to the till's company."""
        records = config.env[model].with_context(active_test=False).search([("id", "in", numbers)])
        records = records._filtered_access("read").filtered(
            lambda record: "active" not in record or record.active
        )
        if "company_id" not in records:
            return records
        return records.filtered(
            lambda record: not record.company_id or record.company_id == config.company_id
        )

    def _get_line(self, config, line, dropped):
        line = dict(line)
        for key, model in (
            ("tax_ids", "account.tax"),
            ("attribute_value_ids", "product.template.attribute.value"),
        ):
            numbers = line.get(key) or []
            usable = set(self._get_usable(config, model, numbers).ids) if numbers else set()
            line[key] = [number for number in numbers if number in usable]
            if len(line[key]) < len(numbers):
                dropped.append(key)
        return line

    def _get_missing(self, config, lines):
        """Return the lines whose product the till cannot sell as it is, and why."""
        numbers = {line["product_id"] for line in lines}
        products = config.env["product.product"].with_context(active_test=False)
        known = products.search([("id", "in", list(numbers))])._filtered_access("read")
        reasons = {product.id: self._get_obstacle(config, product) for product in known}
        return [
            {
                "uuid": line["uuid"],
                "product_id": line["product_id"],
                "product_name": line.get("full_product_name") or line.get("product_name") or "",
                "why": reasons.get(line["product_id"], "gone"),
            }
            for line in lines
            if reasons.get(line["product_id"], "gone")
        ]

    def _get_obstacle(self, config, product):
        if product.company_id and product.company_id != config.company_id:
            return "gone"
        if not product.active:
            return "archived"
        return "" if product.available_in_pos else "not_in_pos"

    # -- The customer ------------------------------------------------------------------------------

    def _get_customer(self, config, customer):
        """Return the payload's customer, with the number of one who waited when it was sent."""
        if not customer:
            return None
        partner = self.partner_id or self._find_partner(config, None, self.partner_local_id)
        visible = config.env["res.partner"].browse(partner.id).exists()._filtered_access("read")
        return {**customer, "id": visible.id or None}

    @api.model
    def _find_partner(self, config, number, local_id):
        """Return the customer of that number, or whom the operation ``local_id`` created, or nobody.

        The queue of customers need not be installed: the ledger knows its operations.
        """
        partners = config.env["res.partner"]
        if not number and isinstance(local_id, str) and UUID.fullmatch(local_id):
            # As superuser: users have no right on the ledger. They get a record only with their own.
            row = (
                self.env["pos.offline.operation"]
                .sudo()
                .search(
                    [
                        ("uuid", "=", local_id.lower()),
                        ("kind", "=", "partner.create"),
                        ("state", "=", "done"),
                        ("company_id", "=", config.company_id.id),
                    ]
                )
            )
            number = (row.result or {}).get("id")
        partner = partners.browse(number or []).exists()
        return partner if partner and partner.has_access("read") else partners
