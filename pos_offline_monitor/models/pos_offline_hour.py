# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

KEPT_DAYS = 30


class PosOfflineHour(models.Model):
    """How a till stood in one hour: its history is bounded whatever the till sends."""

    _name = "pos.offline.hour"
    _description = "Hour of a till"
    _order = "hour desc, id desc"
    _rec_name = "hour"

    device_id = fields.Many2one(
        "pos.offline.device", "Till", required=True, readonly=True, index=True, ondelete="cascade"
    )
    config_id = fields.Many2one(related="device_id.config_id", store=True, index=True)
    company_id = fields.Many2one(related="device_id.company_id", store=True)
    hour = fields.Datetime(required=True, readonly=True, index=True)
    reports = fields.Integer(readonly=True)
    offline_minutes = fields.Float("Minutes offline", readonly=True)
    waiting_max = fields.Integer("Most that waited", readonly=True, aggregator="max")
    failed_max = fields.Integer("Most that were refused", readonly=True, aggregator="max")
    oldest_max = fields.Float("Longest wait (minutes)", readonly=True, aggregator="max")

    _hour_unique = models.Constraint("UNIQUE (device_id, hour)", "A till has each hour once.")

    @api.model
    def _keep_hour(self, till):
        """Count a report of ``till``, which has its values already."""
        now = till.last_seen
        age = (now - till.oldest_at).total_seconds() / 60 if till.oldest_at else 0
        row = self._get_hour(till, now)
        row.write(
            {
                "reports": row.reports + 1,
                "waiting_max": max(row.waiting_max, till.waiting_count),
                "failed_max": max(row.failed_max, till.failed_count),
                "oldest_max": max(row.oldest_max, age),
            }
        )

    @api.model
    def _add_offline(self, till, begin, end):
        """Add a time offline, to each hour what is of it."""
        while begin < end:
            row = self._get_hour(till, begin)
            until = min(row.hour + timedelta(hours=1), end)
            minutes = row.offline_minutes + (until - begin).total_seconds() / 60
            row.offline_minutes = min(minutes, 60)
            begin = until

    def _get_hour(self, till, time):
        hour = time.replace(minute=0, second=0, microsecond=0)
        row = self.search([("device_id", "=", till.id), ("hour", "=", hour)])
        return row or self.create({"device_id": till.id, "hour": hour})

    @api.autovacuum
    def _gc_hours(self):
        """Drop what is old; run daily."""
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("hour", "<", before)], limit=GC_UNLINK_LIMIT)
        old.unlink()
        return len(old), len(old) == GC_UNLINK_LIMIT
