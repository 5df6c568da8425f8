# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.constants import GC_UNLINK_LIMIT

# How exactly senders see when a receiver was there last.
INTERVAL = timedelta(minutes=1)
KEPT = timedelta(days=1)


class PosSyncPresence(models.Model):
    """When a point of sale was heard of.

    Rows are only added: one row that is written again and again would make two tills of one point
    of sale wait for each other.
    """

    _name = "pos.sync.presence"
    _description = "A point of sale was heard of"
    _order = "id desc"

    config_id = fields.Many2one("pos.config", required=True, ondelete="cascade")
    seen_at = fields.Datetime(required=True)

    _config_idx = models.Index("(config_id, seen_at)")

    @api.model
    def _note(self, config):
        """Note that a till of ``config`` asks, once a minute."""
        # As superuser: nobody has a right on these rows.
        rows, now = self.sudo(), fields.Datetime.now()
        domain = [("config_id", "=", config.id), ("seen_at", ">", now - INTERVAL)]
        if not rows.search_count(domain, limit=1):
            rows.create({"config_id": config.id, "seen_at": now})

    @api.model
    def _get_last_seen(self, configs):
        """Return ``{id of a point of sale: time}``."""
        domain = [("config_id", "in", configs.ids)]
        rows = self.sudo()._read_group(domain, ["config_id"], ["seen_at:max"])
        return {config.id: seen_at for config, seen_at in rows}

    @api.autovacuum
    def _gc_presence(self):
        before = fields.Datetime.now() - KEPT
        rows = self.search([("seen_at", "<", before)], limit=GC_UNLINK_LIMIT)
        rows.unlink()
        return len(rows), len(rows) == GC_UNLINK_LIMIT
