# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon

from .common import PatientTours


@tagged("post_install", "-at_install")
class TestTill(PatientTours, TestPointOfSaleHttpCommon):
    def test_cashier_reads_what_waits_for_the_server(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("test_cashier_reads_what_waits_for_the_server", login="pos_user")
        orders = self.main_pos_config.current_session_id.order_ids
        self.assertEqual(orders.mapped("state"), ["paid"])
