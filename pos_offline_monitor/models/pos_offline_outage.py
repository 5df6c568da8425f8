# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

KEPT_DAYS = 30
# Of one till: more of them say no more.
MAX_OUTAGES = 500


class PosOfflineOutage(models.Model):
    """A time in which a till had no server, told by the till once it had one again."""

    _name = "pos.offline.outage"
    _description = "Time that a till was offline"
    _order = "began_at desc, id desc"

    device_id = fields.Many2one(
        "pos.offline.device", "Till", required=True, readonly=True, index=True, ondelete="cascade"
    )
    config_id = fields.Many2one(related="device_id.config_id", store=True, index=True)
    company_id = fields.Many2one(related="device_id.company_id", store=True)
    number = fields.Char(required=True, readonly=True, help="Of the till: it may tell it twice.")
    layer = fields.Selection(
        [
            ("device", "The device had no network"),
            ("network", "Nothing came back"),
            ("refused", "Nobody listened at the server's address"),
            ("proxy", "Something else answered"),
            ("odoo", "The server had an error"),
            ("session", "The till was signed out"),
        ],
        "What failed",
        readonly=True,
    )
    began_at = fields.Datetime("Offline since", required=True, readonly=True, index=True)
    ended_at = fields.Datetime("Online again", readonly=True)
    minutes = fields.Float("Minutes offline", readonly=True)

    _number_unique = models.Constraint(
        "UNIQUE (device_id, number)", "A till tells of each time once."
    )

    @api.model
    def _keep_outages(self, till, told):
        """Keep what is new of the outages that ``till`` tells of."""
        if not told:
            return
        numbers = [str(outage["id"]) for outage in told]
        known = set(
            self.search([("device_id", "=", till.id), ("number", "in", numbers)]).mapped("number")
        )
        rows = {
            str(outage["id"]): self._prepare(till, outage)
            for outage in told
            if str(outage["id"]) not in known
        }
        oldest = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        outages = self.create([row for row in rows.values() if row["ended_at"] > oldest])
        for outage in outages:
            self.env["pos.offline.hour"]._add_offline(
                till, max(outage.began_at, oldest), outage.ended_at
            )
        if outages:
            self.search([("device_id", "=", till.id)], offset=MAX_OUTAGES).unlink()

    def _prepare(self, till, outage):
        now = fields.Datetime.now()
        end = now - timedelta(seconds=outage["end"])
        begin = now - timedelta(seconds=max(outage["begin"], outage["end"]))
        return {
            "device_id": till.id,
            "number": str(outage["id"]),
            "layer": outage.get("layer"),
            "began_at": begin,
            "ended_at": end,
            "minutes": (end - begin).total_seconds() / 60,
        }

    @api.autovacuum
    def _gc_outages(self):
        """Drop what is old; run daily."""
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("began_at", "<", before)], limit=GC_UNLINK_LIMIT)
        old.unlink()
        return len(old), len(old) == GC_UNLINK_LIMIT
