# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import HttpCase, no_retry, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker

URL = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter="


@tagged("post_install", "-at_install")
class TestUnit(HttpCase):
    def run_unit_tests(self, suite):
        """Run the browser's unit tests whose path contains ``suite``."""
        self.browser_js(
            URL + suite,
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )

    @no_retry
    def test_unit_tests_of_the_worker_and_the_till_pass(self):
        self.run_unit_tests("@pos_offline_cache")

    @no_retry
    def test_stocks_own_unit_tests_pass_beside_our_patches(self):
        self.run_unit_tests("@point_of_sale")
