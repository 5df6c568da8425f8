# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import HttpCase, tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon
from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase
from odoo.addons.pos_offline_base.tests.common import PatientTours


@tagged("post_install", "-at_install")
class TestCashierTour(PatientTours, TestPointOfSaleHttpCommon):
    def test_cashier_enters_a_customer_without_the_server(self):
        self.pos_user.group_ids += self.env.ref("base.group_partner_manager")
        self.main_pos_config.with_user(self.pos_user).open_ui()
        self.start_pos_tour("test_cashier_enters_a_customer_without_the_server", login="pos_user")
        self.assertEqual(self.env["res.partner"].search_count([("name", "=", "Tour Waiting")]), 1)


@tagged("post_install", "-at_install")
class TestManagerTour(PatientTours, CustomerCase, HttpCase):
    def test_manager_takes_the_tills_value(self):
        self.shop.offline_customer_conflict_policy = "ask"
        customer = self.make_customer(name="Tour Conflict", city="Antwerp")
        self.send_write(customer, {"city": "Ghent"}, {"city": "Liege"})
        self.assertEqual(customer.city, "Antwerp")
        action = "pos_customer_offline_queue.pos_customer_offline_log_action"
        url, login = f"/odoo/action-{action}", self.manager.login
        self.start_tour(url, "test_manager_takes_the_tills_value", login=login)
        self.assertEqual(customer.city, "Liege")
