"""Odoo's own unit tests of the browser's code: one test for each of its modules that has some."""

from odoo.addons.pos_offline_base.tests.common import UnitTestCase


class TestHoot(UnitTestCase):
    """Runs those below ``@<module>`` in a browser."""

    def test_hoot_of_point_of_sale(self):
        self.run_unit_tests("@point_of_sale")

    def test_hoot_of_pos_restaurant(self):
        self.run_unit_tests("@pos_restaurant")

    def test_hoot_of_pos_loyalty(self):
        self.run_unit_tests("@pos_loyalty")

    def test_hoot_of_pos_hr(self):
        self.run_unit_tests("@pos_hr")

    def test_hoot_of_pos_sale(self):
        self.run_unit_tests("@pos_sale")

    def test_hoot_of_pos_self_order(self):
        self.run_unit_tests("@pos_self_order")

    def test_hoot_of_pos_discount(self):
        self.run_unit_tests("@pos_discount")
