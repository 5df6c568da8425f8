# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import no_retry, tagged

from odoo.addons.pos_offline_base.tests.common import UnitTestCase


@tagged("post_install", "-at_install")
class TestUnit(UnitTestCase):
    @no_retry
    def test_unit_tests_of_the_orders_pass(self):
        self.run_unit_tests("@pos_offline_orders")
