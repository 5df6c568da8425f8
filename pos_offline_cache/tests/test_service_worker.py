# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import base64
import hashlib
import json
import re
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.pos_offline_cache.models.pos_offline_cache_release import PosOfflineCacheRelease

WORKER_URL = "/pos/service-worker.js"
SETTINGS = re.compile(r"self\.posOfflineCacheSettings = (\{.*\});\n")


@tagged("post_install", "-at_install")
class TestServiceWorker(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.release = cls.env["pos.offline.cache.release"]

    def get_settings(self):
        """Return the settings inside the served worker."""
        return json.loads(SETTINGS.search(self.url_open(WORKER_URL).text)[1])

    def test_worker_is_served_at_the_stock_url_and_looked_up_every_time(self):
        self.authenticate("admin", "admin")
        response = self.url_open(WORKER_URL)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Cache-Control"], "no-cache")
        self.assertEqual(response.headers["Service-Worker-Allowed"], "/pos")
        self.assertIn("text/javascript", response.headers["Content-Type"])
        self.assertIn("posOfflineCacheSettings", response.text)

    def test_worker_carries_stocks_own_body_for_tills_where_the_feature_is_off(self):
        self.authenticate("admin", "admin")
        self.assertIn('const cacheName = "odoo-pos-cache"', self.url_open(WORKER_URL).text)

    def test_the_backends_offline_page_asks_the_tills_worker_for_the_way_back(self):
        self.assertIn("pos_offline_tills", self.url_open("/odoo/offline").text)
        worker = self.url_open("/web/service-worker.js").text
        self.assertIn('const cacheName = "odoo-sw-cache"', worker)
        self.assertIn("// pos_offline_cache 19.", worker)

    def test_worker_needs_none_of_the_globals_of_odoos_pages(self):
        self.authenticate("admin", "admin")
        body = self.url_open(WORKER_URL).text
        own = body[body.index("posStockWorker") :]
        for name in ("session_info", "window.", "document."):
            self.assertNotIn(name, re.sub(r"/\*.*?\*/", "", own.split("odoo.define", 1)[1]))

    def test_browsers_are_told_not_to_translate_the_emergency_page(self):
        page = self.url_open("/pos/offline/emergency").text
        self.assertRegex(page, r'<html[^>]* translate="no"')
        self.assertIn('<meta name="google" content="notranslate"/>', page)

    def test_signed_out_browser_gets_no_worker(self):
        response = self.url_open(WORKER_URL, allow_redirects=False)
        self.assertEqual(response.status_code, 303)

    def test_every_file_of_a_release_is_there_and_is_what_it_says(self):
        self.authenticate("admin", "admin")
        for file in self.get_settings()["files"]:
            response = self.url_open(file["url"], allow_redirects=False)
            self.assertEqual(response.status_code, 200, file["url"])
            self.assertTrue(response.content, file["url"])

    def test_release_holds_what_a_till_loads(self):
        self.authenticate("admin", "admin")
        urls = [file["url"] for file in self.get_settings()["files"]]
        for part in (
            "point_of_sale.assets_prod.min.js",
            "point_of_sale.assets_prod.min.css",
            "Inconsolata.otf",
            "zxing-library.js",
            "/web/webclient/translations?lang=en_US",
            "/pos/offline/bus_worker",
            "/pos/offline/emergency?lang=en_US",
            "favicon.ico",
        ):
            self.assertTrue([url for url in urls if part in url], part)
        self.assertFalse([url for url in urls if "dark" in url])

    def test_release_holds_the_dark_bundle_for_a_browser_that_uses_it(self):
        self.authenticate("admin", "admin")
        light = self.get_settings()
        self.opener.cookies["pos_color_scheme"] = "dark"
        dark = self.get_settings()
        self.assertNotEqual(light["id"], dark["id"])
        self.assertTrue([f for f in dark["files"] if "assets_prod_dark" in f["url"]])

    def test_version_changes_with_any_bundle_and_with_the_module(self):
        self.authenticate("admin", "admin")
        before = self.get_settings()["id"]
        self.assertEqual(before, self.get_settings()["id"])
        links = ["/web/assets/0000000/point_of_sale.assets_prod.min.js"]
        self.env.registry.clear_cache("assets")
        with patch.object(PosOfflineCacheRelease, "_get_till_links", lambda self, dark: links):
            with_other_bundle = self.get_settings()["id"]
        self.env.registry.clear_cache("assets")
        self.assertNotEqual(before, with_other_bundle)

    def test_version_changes_with_the_users_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.authenticate("admin", "admin")
        english = self.get_settings()["id"]
        self.env.ref("base.user_admin").lang = "fr_FR"
        self.authenticate("admin", "admin")
        french = self.get_settings()
        self.assertNotEqual(english, french["id"])
        self.assertIn(
            "/web/webclient/translations?lang=fr_FR", [file["url"] for file in french["files"]]
        )

    def test_page_and_worker_name_the_same_release(self):
        self.authenticate("admin", "admin")
        config = self.env.ref("point_of_sale.pos_config_main", raise_if_not_found=False)
        config = config or self.env["pos.config"].search([], limit=1)
        page = self.url_open(f"/pos/ui/{config.id}").text
        mark = re.search(
            r'<meta name="pos-offline-cache" data-served="network" content="([^"]*)"', page
        )
        info = json.loads(mark[1].replace("&#34;", '"').replace("&quot;", '"'))
        self.assertEqual(info["release"], self.get_settings()["id"])
        self.assertEqual(info["config"], config.id)
        self.assertEqual(info["user"], self.env.ref("base.user_admin").id)
        self.assertTrue(info["enabled"])
        self.assertFalse(info["debug"])

    def test_stocks_worker_is_served_when_ours_cannot_be_built(self):
        self.authenticate("admin", "admin")
        logger = "odoo.addons.pos_offline_cache.controllers.main"
        broken = patch.object(
            PosOfflineCacheRelease, "_get_release", side_effect=ValueError("broken")
        )
        with broken, self.assertLogs(logger, "WARNING"):
            body = self.url_open(WORKER_URL).text
        self.assertTrue(body.startswith("// @odoo-module ignore"))
        self.assertNotIn("posOfflineCacheSettings", body)

    def test_stocks_worker_runs_when_a_module_of_ours_breaks_in_the_browser(self):
        self.authenticate("admin", "admin")
        body = self.url_open(WORKER_URL).text
        self.assertTrue(body.endswith("self.posOfflineCacheRuns || self.posStockWorker(self);"))

    def test_kill_switch_serves_stocks_worker_that_removes_our_caches(self):
        self.authenticate("admin", "admin")
        param = self.env["ir.config_parameter"]
        param.set_param("pos_offline_cache.switched_off", "True")
        body = self.url_open(WORKER_URL).text
        self.assertNotIn("posOfflineCacheSettings", body)
        self.assertIn("removeEverything", body)
        self.assertIn('const cacheName = "odoo-pos-cache"', body)
        param.set_param("pos_offline_cache.switched_off", "")
        self.assertIn("posOfflineCacheSettings", self.url_open(WORKER_URL).text)

    def test_kill_switch_is_read_past_a_value_that_a_request_left_in_the_servers_cache(self):
        self.authenticate("admin", "admin")
        param = self.env["ir.config_parameter"]
        param.set_param("pos_offline_cache.switched_off", "True")
        with patch.object(type(param), "_get_param", return_value=False):
            self.assertNotIn("posOfflineCacheSettings", self.url_open(WORKER_URL).text)

    def test_emergency_page_speaks_the_asked_language_and_needs_no_other_file(self):
        self.env["res.lang"]._activate_lang("ar_001")
        page = self.url_open("/pos/offline/emergency?lang=ar_001")
        self.assertEqual(page.status_code, 200)
        self.assertIn('dir="rtl"', page.text)
        self.assertNotRegex(page.text, r"(src|href)=")
        self.assertTrue(page.text.rstrip().endswith("</html>"))

    def test_emergency_page_runs_its_own_script_only_and_stands_in_no_frame(self):
        page = self.url_open("/pos/offline/emergency?lang=en_US")
        policy = page.headers["Content-Security-Policy"]
        for tag in ("script", "style"):
            (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            self.assertIn(f"{tag}-src 'sha256-{digest}';", policy)
        self.assertIn("default-src 'none'", policy)
        self.assertIn("frame-ancestors 'none'", policy)
        self.assertNotIn("unsafe", policy)
        self.assertEqual(page.headers["X-Frame-Options"], "DENY")
        self.assertNotRegex(page.text, r" (style|on\w+)=")

    def test_emergency_page_ignores_a_language_that_is_not_installed(self):
        page = self.url_open("/pos/offline/emergency?lang=xx_YY")
        self.assertEqual(page.status_code, 200)
        self.assertIn("This till cannot reach the shop", page.text)

    def test_copy_of_a_database_under_its_name_has_another_key(self):
        before = self.release._get_database_key()
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self.assertNotEqual(before, self.release._get_database_key())
