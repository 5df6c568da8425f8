# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import base64
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from odoo import api, models, tools
from odoo.http import request
from odoo.modules import Manifest
from odoo.tools import config as odoo_config
from odoo.tools.misc import file_open, file_path

WORKER_BUNDLE = "pos_offline_cache.service_worker_assets"
TILL_BUNDLE = "point_of_sale.assets_prod"
DARK_TILL_BUNDLE = "point_of_sale.assets_prod_dark"
BUS_BUNDLE = "bus.websocket_worker_assets"

# What the till's code loads by name while it runs; what its styles load is read from them.
STATIC_FILES = [
    "web/static/lib/zxing-library/zxing-library.js",
    "web/static/img/placeholder.png",
    "web/static/img/spin.svg",
    "barcodes/static/img/barcode.png",
]
STATIC_FOLDERS = ["point_of_sale/static/src/img", "point_of_sale/static/src/sounds"]

CSS_URL = re.compile(r"""url\(\s*(['"]?)(?P<url>[^'")]+)\1\s*\)""")


class PosOfflineCacheRelease(models.AbstractModel):
    """What a till needs of one version of the server's code, as one whole.

    A release is a list of files, each with its address and, unless the address names its content,
    a checksum. Its id changes with any of them, with the worker's code and with the module.
    """

    _name = "pos.offline.cache.release"
    _description = "Release of the till that a browser stores as a whole"

    @api.model
    def _get_release(self):
        """Describe the release that the user's browser should have.

        :returns: ``{"id": str, "version": str, "busWorker": url, "files": [file]}`` with a file as
            ``{"url": str, "revision": str, "integrity": str}``, the last two where they apply
        """
        dark = request.cookies.get("pos_color_scheme") == "dark" if request else False
        release = self._get_static_release(self.env.lang, dark)
        files = release["files"] + self._get_language_files()
        return {**release, "files": files, "id": self._digest([release["id"], files])[:16]}

    @tools.ormcache("lang", "dark", cache="assets")
    def _get_static_release(self, lang, dark):
        """Return the part of a release that stays the same until the assets change."""
        links = self._get_till_links(dark)
        files = [{"url": link} for link in links]
        files += [self._describe_static(url) for url in self._get_static_urls(links)]
        bus_worker = self._get_bus_worker_url()
        files.append({"url": bus_worker})
        worker = self.env["ir.qweb"]._get_asset_bundle(WORKER_BUNDLE, css=False).get_version("js")
        version = Manifest.for_addon("pos_offline_cache")["version"]
        return {
            "id": self._digest([version, worker, files]),
            "version": version,
            "busWorker": bus_worker,
            "files": files,
        }

    def _get_till_links(self, dark):
        links = list(self.env["ir.qweb"]._get_asset_links(TILL_BUNDLE))
        if dark:
            links += self.env["ir.qweb"]._get_asset_links(DARK_TILL_BUNDLE)
        return list(dict.fromkeys(link for link in links if link.startswith("/")))

    def _get_static_urls(self, links):
        """Return the addresses of fonts, pictures, sounds and scripts outside the bundles."""
        urls = [f"/{path}" for path in STATIC_FILES]
        for folder in STATIC_FOLDERS:
            root = Path(file_path(folder))
            urls += [f"/{folder}/{p.relative_to(root)}" for p in root.rglob("*") if p.is_file()]
        for link in links:
            if link.endswith(".css"):
                urls += self._get_urls_of_styles(link)
        return sorted(set(urls))

    def _get_urls_of_styles(self, link):
        """Return the same-origin files that a bundle's styles name."""
        name = link.rsplit("/", 1)[1]
        bundle, rtl, _type, autoprefix = self.env["ir.asset"]._parse_bundle_name(name, False)
        styles = self.env["ir.qweb"]._get_asset_bundle(
            bundle, js=False, rtl=rtl, autoprefix=autoprefix
        )
        text = styles.css().raw.decode()
        urls = {urldefrag(urljoin(link, match["url"])).url for match in CSS_URL.finditer(text)}
        return [url for url in urls if re.match(r"/\w+/static/", url)]

    def _describe_static(self, url):
        """Return the file's entry, or raise FileNotFoundError."""
        with file_open(urlsplit(url).path[1:], "rb") as file:
            digest = hashlib.sha256(file.read()).digest()
        return {
            "url": url,
            "revision": digest.hex()[:16],
            "integrity": "sha256-" + base64.b64encode(digest).decode(),
        }

    def _get_language_files(self):
        """Return the entries that change with the user's language: translations, offline page."""
        lang = self.env.lang
        modules = self.env.registry._init_modules.union(odoo_config["server_wide_modules"])
        translations = self.env["ir.http"]._get_web_translations_hash(modules, lang)
        page = self._get_emergency_page_digest(lang)
        return [
            {"url": f"/web/webclient/translations?lang={lang}", "revision": translations[:16]},
            {"url": f"/pos/offline/emergency?lang={lang}", "revision": page[:16]},
        ]

    @tools.ormcache("lang", cache="templates")
    def _get_emergency_page_digest(self, lang):
        return self._digest(self._render_emergency_page())

    @api.model
    def _render_emergency_page(self):
        lang = self.env["res.lang"]._get_data(code=self.env.lang)
        return str(
            self.env["ir.qweb"]._render(
                "pos_offline_cache.emergency_page",
                {"language": lang.iso_code, "direction": lang.direction},
            )
        )

    @api.model
    def _get_emergency_page_policy(self, page):
        """Return the Content-Security-Policy of ``page``: its own script and style, no frame."""
        sources = {
            tag: " ".join(
                map(self._get_source, re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL))
            )
            for tag in ("script", "style")
        }
        return (
            f"default-src 'none'; script-src {sources['script']}; style-src {sources['style']}; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )

    def _get_source(self, text):
        digest = hashlib.sha256(text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    def _get_bus_worker_url(self):
        """Return the address of the bus worker inside the scope of the till's service worker.

        Stock's address is outside it, so no service worker could answer it without the server.
        """
        bundle = self.env["ir.qweb"]._get_asset_bundle(BUS_BUNDLE, css=False)
        return f"/pos/offline/bus_worker?unique={bundle.get_version('js')}"

    @api.model
    def _get_database_key(self):
        """Return a short name of this very database, also apart from a copy under its name."""
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid", "")
        return self._digest([self.env.cr.dbname, uuid])[:12]

    @api.model
    def _is_switched_off(self):
        """Tell whether an administrator has put all tills back on stock's worker."""
        # Not `get_param`: a request that runs while the parameter is changed can leave the old
        # value in its cache until the next change, and then the switch does nothing.
        return bool(
            self.env["ir.config_parameter"]
            .sudo()
            .search([("key", "=", "pos_offline_cache.switched_off")])
            .value
        )

    @api.model
    def _get_worker_body(self, stock_body):
        """Return the text of the service worker.

        Stock's own body travels inside: it serves the points of sale where the feature is off.

        :param str stock_body: what Odoo would have served
        """
        if self._is_switched_off():
            with file_open("pos_offline_cache/static/src/worker_off/worker_off.js") as file:
                return f"{file.read()}\n{stock_body}"
        settings = {**self._get_release(), "database": self._get_database_key()}
        bundle = self.env["ir.qweb"]._get_asset_bundle(WORKER_BUNDLE, css=False).js()
        return "\n".join(
            [
                f"self.posOfflineCacheSettings = {json.dumps(settings)};",
                f"self.posStockWorker = function (self) {{\n{stock_body}\n}};",
                # A module of ours that breaks must not leave a till without any worker.
                f"try {{\n{bundle.raw.decode()}\n}} catch (error) {{ console.warn(error); }}",
                "self.posOfflineCacheRuns || self.posStockWorker(self);",
            ]
        )

    @api.model
    def _digest(self, value):
        return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
