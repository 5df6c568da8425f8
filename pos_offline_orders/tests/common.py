# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
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
