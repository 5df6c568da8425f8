# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.pos_offline_base.tests.fuzz import FuzzMixin

from ..tools.refused_order import ORDER_REFUSED
from .common import SaleCase

LOGGER = "odoo.addons.pos_offline_base.models.pos_offline_operation_apply"


@tagged("post_install", "-at_install")
class TestFuzz(FuzzMixin, SaleCase):
    @mute_logger(LOGGER)
    def test_strange_sales_are_answered_shown_and_tell_nothing_of_another_company(self):
        shop, _foreigner = self.make_foreign_shop()
        method = self.env["pos.payment.method"].create(
            {"name": "Secret Bank", "company_id": shop.company_id.id}
        )

        def make():
            order = self.make_order(payment={"payment_method_id": method.id})
            payload = {"reference": "1-1", "total": 23, "age": 5, "sold": [], "changes": {}}
            payload |= {"order": order, "code": "missing", "message": "x", "given_up": ""}
            return [self.make_operation(ORDER_REFUSED, payload)]

        self.send_spoilt(make)
        rows = self.env["pos.offline.order"].with_user(self.manager).search([])
        self.assertTrue(rows)
        for row in rows:
            self.assertIn("<table", row.content)
            self.assertNotIn("<script", row.content)
            row._get_gone()
        self.assertNotIn("Secret Bank", str(rows.read()))
