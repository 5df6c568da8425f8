# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import html
import json
import re

from odoo.tests import new_test_user, tagged

from odoo.addons.point_of_sale.tests.test_frontend import TestPointOfSaleHttpCommon


@tagged("post_install", "-at_install")
class TestPage(TestPointOfSaleHttpCommon):
    def test_page_says_whose_it_is(self):
        config = self.main_pos_config
        config.with_user(self.pos_user).open_ui()
        self.authenticate("pos_user", "pos_user")
        page = self.url_open(f"/pos/ui/{config.id}").text
        content = re.search(r'<meta name="pos-offline" content="([^"]*)"', page).group(1)
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        info = json.loads(html.unescape(content))
        self.assertEqual(info["database"], uuid)
        self.assertEqual(info["config"], config.id)
        self.assertEqual(info["company"], config.company_id.id)
        self.assertEqual(info["user"], self.pos_user.id)
        self.assertIn("pos_offline_base", info["modules"])
        self.assertRegex(info["version"], r"^19\.0\.")

    def test_browsers_are_told_not_to_translate_it(self):
        config = self.main_pos_config
        config.with_user(self.pos_user).open_ui()
        self.authenticate("pos_user", "pos_user")
        page = self.url_open(f"/pos/ui/{config.id}").text
        self.assertRegex(page, r'<html[^>]* translate="no"')
        self.assertIn('<meta name="google" content="notranslate"/>', page)

    def test_plain_user_of_the_till_may_read_it(self):
        user = new_test_user(self.env, "plain", groups="point_of_sale.group_pos_user")
        info = self.main_pos_config.with_user(user)._get_offline_page()
        self.assertEqual(info["user"], user.id)
        self.assertTrue(info["database"])
