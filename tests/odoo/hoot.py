"""Odoo's own unit tests of the browser's code: one test for each of its modules that has some."""

from urllib.parse import quote

from odoo.tests import HttpCase

from odoo.addons.web.tests.test_js import unit_test_error_checker

URL = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter="


class TestHoot(HttpCase):
    """Runs those of one module in a browser."""

    def run_hoot(self, module):
        """Run the unit tests below ``@<module>``."""
        self.browser_js(
            URL + quote(f'"@{module}"'),
            "",
            "",
            login="admin",
            timeout=900,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )

    def test_hoot_of_point_of_sale(self):
        self.run_hoot("point_of_sale")

    def test_hoot_of_pos_restaurant(self):
        self.run_hoot("pos_restaurant")

    def test_hoot_of_pos_loyalty(self):
        self.run_hoot("pos_loyalty")

    def test_hoot_of_pos_hr(self):
        self.run_hoot("pos_hr")

    def test_hoot_of_pos_sale(self):
        self.run_hoot("pos_sale")

    def test_hoot_of_pos_self_order(self):
        self.run_hoot("pos_self_order")

    def test_hoot_of_pos_discount(self):
        self.run_hoot("pos_discount")
