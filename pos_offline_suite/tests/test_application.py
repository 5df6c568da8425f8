# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path

NAME = "pos_offline_suite"
BASE = "pos_offline_base"


@tagged("post_install", "-at_install")
class TestApplication(TransactionCase):
    def test_is_found_with_the_filter_that_the_apps_page_opens_with(self):
        found = self.env["ir.module.module"].search(
            [("application", "=", True), ("shortdesc", "ilike", "offline")]
        )
        self.assertEqual(found.mapped("name"), [NAME])

    def test_brings_each_module_of_the_suite_that_does_not_come_by_itself(self):
        depends = set(Manifest.for_addon(NAME)["depends"])
        of_suite = {
            module.name
            for module in self.env["ir.module.module"].search([("state", "=", "installed")])
            if BASE in module.dependencies_id.mapped("name") and not module.auto_install
        }
        self.assertEqual(depends, {BASE, *of_suite} - {NAME})

    def test_each_module_has_an_icon_and_the_application_a_page(self):
        for module in (NAME, *Manifest.for_addon(NAME)["depends"]):
            self.assertTrue(file_path(f"{module}/static/description/icon.png"), module)
        for name in ("index.html", "banner.png", "till.png"):
            self.assertTrue(file_path(f"{NAME}/static/description/{name}"), name)
