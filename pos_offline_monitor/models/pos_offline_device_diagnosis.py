# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json

from markupsafe import Markup

from odoo import api, fields, models
from odoo.modules import Manifest

from ..tools.diagnosis import diagnose
from ..tools.diagnosis_file import describe_till
from ..tools.diagnosis_rule import Look
from .pos_offline_device import LATE_MINUTES, STUCK_MINUTES

TABLE = Markup(
    '<table class="table table-sm"><thead><tr><th>%s</th><th>%s</th><th>%s</th></tr></thead>'
    "<tbody>%s</tbody></table>"
)
ROW = Markup("<tr><td>%(evidence)s</td><td>%(cause)s</td><td>%(advice)s</td></tr>")

# `state` stands for what it is made of.
SOURCES = ["state", "providers", "failures", "reasons", "connection", "connection_since"]
SOURCES += ["waiting_count", "storage_percent", "persisted", "clock_skew", "version"]


class PosOfflineDevice(models.Model):
    """What is wrong with a till: on its form, and as a file for support."""

    _inherit = "pos.offline.device"

    # Of the form alone: a list or the board would look at each till's history for it.
    diagnosis = fields.Html("What is wrong", compute="_compute_diagnosis", sanitize=False)

    @api.depends(*SOURCES)
    @api.depends_context("lang")
    def _compute_diagnosis(self):
        for till in self:
            till.diagnosis = till._make_diagnosis_table(diagnose(till._get_look()))

    def _make_diagnosis_table(self, rows):
        if not rows:
            return False
        env = self.env
        headings = env._("What is wrong"), env._("Why"), env._("What to do")
        return TABLE % (*headings, Markup().join(ROW % row for row in rows))

    def _get_look(self):
        """Return the till with what the rules of the diagnosis hold it against."""
        self.ensure_one()
        limits = {
            **self.env["pos.offline.alert.rule"]._get_limits(self.company_id.id),
            "late_minutes": LATE_MINUTES,
            "stuck_minutes": STUCK_MINUTES,
        }
        version = Manifest.for_addon("pos_offline_base")["version"]
        return Look(self, fields.Datetime.now(), limits, version)

    def action_download_diagnosis(self):
        """Have the browser download the file for support."""
        self.ensure_one()
        self._check_manager()
        address = f"/pos/offline/diagnosis/{self.id}"
        return {"type": "ir.actions.act_url", "url": address, "target": "download"}

    def _make_diagnosis_file(self):
        """Return the file for support as text, or raise AccessError."""
        self.ensure_one()
        self._check_manager()
        return json.dumps(describe_till(self._get_look()), indent=2, ensure_ascii=False)
