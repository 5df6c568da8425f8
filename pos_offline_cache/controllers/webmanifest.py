# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.modules import Manifest

from odoo.addons.web.controllers.webmanifest import WebManifest


class PosOfflineWebManifest(WebManifest):
    def _get_service_worker_content(self):
        """Have browsers that stored the backend's offline page before fetch it again.

        They do when the text of Odoo's own worker changes, and only then.
        """
        version = Manifest.for_addon("pos_offline_cache")["version"]
        return f"{super()._get_service_worker_content()}\n// pos_offline_cache {version}\n"
