# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from uuid import uuid4

from odoo.addons.pos_offline_base.tests.common import OperationCase


class SaleCase(OperationCase):
    """A shop that takes cash, its open session, and a product of 20.00 without taxes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        journal = {"name": "Till Cash", "type": "cash", "code": "TCSH"}
        journal = cls.env["account.journal"].create(journal)
        cls.method = cls.env["pos.payment.method"].create(
            {"name": "Till Cash", "journal_id": journal.id}
        )
        cls.shop.payment_method_ids = cls.method
        cls.shop.with_user(cls.plain).open_ui()
        cls.session = cls.shop.current_session_id
        cls.product = cls.env["product.product"].create(
            {"name": "Old Tea", "available_in_pos": True, "list_price": 20, "taxes_id": False}
        )

    def make_line(self, **values):
        """Return the command of a line as a till sends it."""
        line = {
            "product_id": self.product.id,
            "full_product_name": "Old Tea",
            "qty": 1,
            "price_unit": 20,
            "price_subtotal": 20,
            "price_subtotal_incl": 23,
            "discount": 0,
            "tax_ids": [],
            "uuid": str(uuid4()),
        }
        return [0, 0, {**line, **values}]

    def make_order(self, line=None, payment=None, **values):
        """Return a paid order as a till sends it, of 23.00 with 3.00 of tax in it."""
        paid = {"amount": 23, "payment_method_id": self.method.id, "uuid": str(uuid4())}
        order = {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "state": "paid",
            "session_id": self.session.id,
            "company_id": self.shop.company_id.id,
            "user_id": self.plain.id,
            "partner_id": False,
            "amount_paid": 23,
            "amount_total": 23,
            "amount_tax": 3,
            "amount_return": 0,
            "lines": [self.make_line(**(line or {}))],
            "payment_ids": [[0, 0, {**paid, **(payment or {})}]],
            "to_invoice": False,
        }
        return {**order, **values}
