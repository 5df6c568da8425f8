# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon
from odoo.addons.pos_offline_base.tests.common import PatientTours


@tagged("post_install", "-at_install")
class TestTill(PatientTours, TestPointOfSaleHttpCommon):
    def test_cashier_reads_whether_the_till_opens_without_the_server(self):
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour(
            "test_cashier_reads_whether_the_till_opens_without_the_server", login="pos_user"
        )

    def test_till_says_so_where_the_cache_is_off(self):
        self.main_pos_config.offline_cache_enabled = False
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("test_till_says_so_where_the_cache_is_off", login="pos_user")
