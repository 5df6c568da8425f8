# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging

from odoo import http
from odoo.http import request

from odoo.addons.bus.controllers.websocket import WebsocketController
from odoo.addons.point_of_sale.controllers.main import PosController

_logger = logging.getLogger(__name__)


class PosOfflineCacheController(PosController):
    @http.route()
    def pos_web_service_worker(self):
        """Serve the worker so that a browser finds a new version at its next look."""
        response = super().pos_web_service_worker()
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _get_pos_service_worker(self):
        stock_body = super()._get_pos_service_worker()
        try:
            with request.env.cr.savepoint():
                return request.env["pos.offline.cache.release"]._get_worker_body(stock_body)
        except Exception:
            # Whatever broke, a till with stock's worker is better than a till without any.
            _logger.warning(
                "The offline cache's worker cannot be built; serving stock's.", exc_info=True
            )
            return stock_body

    @http.route("/pos/offline/emergency", type="http", auth="public", methods=["GET"])
    def pos_offline_emergency_page(self, lang=None):
        """Serve the page that a till shows when it has nothing else to show.

        :param str lang: code of an installed language; another one is ignored
        """
        installed = {code for code, _name in request.env["res.lang"].sudo().get_installed()}
        release = request.env["pos.offline.cache.release"]
        if lang in installed:
            release = release.with_context(lang=lang)
        page = release._render_emergency_page()
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": release._get_emergency_page_policy(page),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return request.make_response(page, list(headers.items()))

    @http.route("/pos/offline/bus_worker", type="http", auth="public", methods=["GET"])
    def pos_offline_bus_worker(self, unique=None):
        """Serve stock's bus worker at an address that the till's service worker can answer.

        :param str unique: checksum of the content, read by the browser only
        """
        return WebsocketController.get_websocket_worker_bundle(self)
