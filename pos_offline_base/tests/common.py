# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import HttpCase

from odoo.addons.web.tests.test_js import unit_test_error_checker

URL = "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&filter="


class UnitTestCase(HttpCase):
    """Runs unit tests of the browser's code, for the tests of all modules of the suite."""

    def run_unit_tests(self, suite):
        """Run those whose path begins with ``suite``: ``@<module>``."""
        self.browser_js(
            URL + suite,
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
