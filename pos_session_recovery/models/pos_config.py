# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.pos_offline_base.tools.batch import is_storable

ASKED_AT_MOST = 500  # orders or products of one question; a till asks about a few


class PosConfig(models.Model):
    _inherit = "pos.config"

    session_recovery_enabled = fields.Boolean(
        "Bring the order back after a crash",
        default=True,
        help="After a refresh, a crash or a power cut the till stands where the cashier left it.",
    )
    session_recovery_mode = fields.Selection(
        [("auto", "Without asking"), ("ask", "After asking the cashier")],
        "Bring it back",
        default="auto",
        required=True,
        help="Whether an order of the same cashier comes back by itself.",
    )
    session_recovery_hours = fields.Integer(
        "Restore automatically up to (hours)",
        default=24,
        help="An order left longer ago than this comes back from the list only.",
    )
    session_recovery_list_hours = fields.Integer(
        "Keep in the list for (hours)",
        default=72,
        help="An order left longer ago than this is dropped from the till's recovery list, and "
        "from its disk.",
    )
    session_recovery_kept = fields.Integer(
        "Orders in the list",
        default=20,
        help="How many of the last orders a till keeps in its recovery list.",
    )

    @api.constrains(
        "session_recovery_hours", "session_recovery_list_hours", "session_recovery_kept"
    )
    def _check_session_recovery_bounds(self):
        for config in self:
            if not 1 <= config.session_recovery_hours <= 24 * 31:
                raise ValidationError(
                    self.env._(
                        "Choose between 1 and 744 hours for an order to come back by itself."
                    )
                )
            if not 1 <= config.session_recovery_list_hours <= 24 * 31:
                raise ValidationError(
                    self.env._("Choose between 1 and 744 hours for the recovery list.")
                )
            if not 1 <= config.session_recovery_kept <= 200:
                raise ValidationError(
                    self.env._("Choose between 1 and 200 orders for the recovery list.")
                )

    @api.readonly
    def get_recovery_facts(self, order_uuids, product_ids):
        """Tell a till what became of the orders and products that it wants to bring back.

        Reads with the rights of the user and changes nothing.

        :param list order_uuids: uuids of orders, of any session of this shop
        :param list product_ids: ids of ``product.product``
        :returns: ``{"now": str, "orders": {uuid: dict}, "products": {str(id): dict}}``; an order
            that is not named was never saved here, a product that is not named is gone
        """
        self.ensure_one()
        self.check_access("read")
        uuids = [uuid for uuid in _read_list(order_uuids) if _is_text(uuid)][:ASKED_AT_MOST]
        ids = [id_ for id_ in _read_list(product_ids) if _is_id(id_)][:ASKED_AT_MOST]
        return {
            "now": fields.Datetime.to_string(fields.Datetime.now()),
            "orders": self._get_recovery_orders(uuids),
            "products": self._get_recovery_products(ids),
        }

    def _get_recovery_orders(self, uuids):
        orders = self.env["pos.order"].search(
            [("uuid", "in", uuids), ("company_id", "=", self.company_id.id)]
        )
        return {order.uuid: self._describe_recovery_order(order) for order in orders}

    def _describe_recovery_order(self, order):
        return {
            "id": order.id,
            "reference": order.pos_reference or order.name,
            "state": order.state,
            "session": order.session_id.id,
            "total": order.amount_total,
            "writeDate": fields.Datetime.to_string(order.write_date),
            "lines": [
                {
                    "uuid": line.uuid,
                    "product": line.product_id.id,
                    "name": line.full_product_name or line.product_id.display_name,
                    "qty": line.qty,
                    "price": line.price_unit,
                    "discount": line.discount,
                    "note": line.customer_note or "",
                }
                for line in order.lines
            ],
        }

    def _get_recovery_products(self, ids):
        products = (
            self.env["product.product"]
            .with_context(active_test=False)
            .search([("id", "in", ids)])
            ._filtered_access("read")
        )
        sold = self._get_recovery_products_sold(products)
        return {
            str(product.id): {
                "name": product.display_name,
                "active": product.active and product.product_tmpl_id.active,
                "sold": product in sold,
            }
            for product in products
        }

    def _get_recovery_products_sold(self, products):
        """Return those of ``products`` that this shop sells, as it loads them into a till."""
        templates = self.env["product.template"]
        domain = Domain(templates._load_pos_data_domain({}, self))
        sold = templates.search(domain & Domain("id", "in", products.product_tmpl_id.ids))
        # Parts of a combo and the tip need not be on sale by themselves.
        parts = self.env["product.combo.item"].search([("product_id", "in", products.ids)])
        special = self._get_special_products() | self.tip_product_id | parts.product_id
        return products.filtered(
            lambda product: (
                product.active
                and product.product_tmpl_id.active
                and (product.product_tmpl_id in sold or product in special)
            )
        )


def _read_list(value):
    return value if isinstance(value, list) else []


def _is_text(value):
    return isinstance(value, str) and is_storable(value)


def _is_id(value):
    return type(value) is int and 0 < value < 2**31
