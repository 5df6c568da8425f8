# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import http
from odoo.http import content_disposition, request


class PosOfflineMonitorController(http.Controller):
    @http.route("/pos/offline/diagnosis/<int:till_id>", type="http", auth="user", methods=["GET"])
    def pos_offline_diagnosis(self, till_id):
        """Serve the file for support about a till, to a manager who sees it."""
        till = request.env["pos.offline.device"].browse(till_id)
        content = till._make_diagnosis_file()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Disposition": content_disposition(f"till-{till_id}-diagnosis.json"),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return request.make_response(content, list(headers.items()))
