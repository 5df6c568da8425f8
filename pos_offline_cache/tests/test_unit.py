# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import HttpCase, no_retry, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker


@tagged("post_install", "-at_install")
class TestUnit(HttpCase):
    @no_retry
    def test_unit_tests_of_the_worker_and_the_till_pass(self):
        url = (
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter=@pos_offline_cache"
        )
        self.browser_js(
            url,
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
