# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon
from odoo.addons.pos_offline_base.tests.common import PatientTours


@tagged("post_install", "-at_install")
class TestTill(PatientTours, TestPointOfSaleHttpCommon):
    def test_cashier_finds_the_recovery_list_in_the_menu(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("test_cashier_finds_the_recovery_list_in_the_menu", login="pos_user")
