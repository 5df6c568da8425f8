# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

KEPT_DAYS = 30
# Nothing of this table is written in another way: no value of it waits for a flush.
MERGE = """
    INSERT INTO pos_offline_hour AS kept
        (device_id, config_id, company_id, hour,
         reports, offline_minutes, waiting_max, failed_max, oldest_max)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (device_id, hour) DO UPDATE SET
        reports = COALESCE(kept.reports, 0) + EXCLUDED.reports,
        offline_minutes = LEAST(COALESCE(kept.offline_minutes, 0) + EXCLUDED.offline_minutes, 60),
        waiting_max = GREATEST(kept.waiting_max, EXCLUDED.waiting_max),
        failed_max = GREATEST(kept.failed_max, EXCLUDED.failed_max),
        oldest_max = GREATEST(kept.oldest_max, EXCLUDED.oldest_max)
"""


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
        self._merge(till, now, (1, 0, till.waiting_count, till.failed_count, age))

    @api.model
    def _add_offline(self, till, begin, end):
        """Add a time offline, to each hour what is of it."""
        while begin < end:
            until = min(_get_hour(begin) + timedelta(hours=1), end)
            self._merge(till, begin, (0, (until - begin).total_seconds() / 60, 0, 0, 0))
            begin = until

    @api.model
    def _merge(self, till, time, numbers):
        """Merge numbers into the row of an hour, in one statement: each report does this.

        :param tuple numbers: reports, minutes offline, most waiting, most refused, longest wait
        """
        scope = (till.id, till.config_id.id, till.company_id.id, _get_hour(time))
        self.env.cr.execute(MERGE, (*scope, *numbers))
        self.invalidate_model(flush=False)

    @api.autovacuum
    def _gc_hours(self):
        """Drop what is old; run daily."""
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("hour", "<", before)], limit=GC_UNLINK_LIMIT)
        old.unlink()
        return len(old), len(old) == GC_UNLINK_LIMIT


def _get_hour(time):
    return time.replace(minute=0, second=0, microsecond=0)
