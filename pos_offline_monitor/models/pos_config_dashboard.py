# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.tools import format_datetime, format_time

# Of one register; the board has the others.
MOST_LINES = 3
ATTENTION = ["stuck", "silent", "late", "not_ready"]


class PosConfig(models.Model):
    """What the dashboard says of the tills of a register."""

    _inherit = "pos.config"

    offline_tills = fields.Json("Tills", compute="_compute_offline_tills")

    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_offline_tills(self):
        tills = self._search_offline_tills().grouped("config_id")
        for config in self:
            own = tills.get(config)
            config.offline_tills = own._describe_on_dashboard() if own else False

    def _search_offline_tills(self):
        """Return the tills that the user may see, with all that is said of them."""
        tills = self.env["pos.offline.device"]
        if not tills.has_access("read"):
            return tills
        names = ["config_id", "company_id", "device", "session_id", "last_seen", "oldest_at"]
        names += ["failed_count", "waiting_count", "ready"]
        return tills.search_fetch([("config_id", "in", self.ids)], names)

    def action_open_offline_tills(self):
        """Open the board with the tills of this register."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "pos_offline_monitor.pos_offline_device_action"
        )
        return {**action, "domain": [("config_id", "=", self.id)]}

    @api.model
    def _load_pos_data_read(self, records, config):
        """Keep from a till what is only for the dashboard."""
        read = super()._load_pos_data_read(records, config)
        for values in read:
            values.pop("offline_tills", None)
        return read


class PosOfflineDevice(models.Model):
    """A till in a line of the dashboard."""

    _inherit = "pos.offline.device"

    def _describe_on_dashboard(self):
        """Return ``{"state", "lines", "more"}`` of the tills of one register."""
        troubled = self.filtered(lambda till: till.state in ATTENTION)
        troubled = troubled.sorted(lambda till: ATTENTION.index(till.state))
        in_use = self.filtered(lambda till: till.state != "closed")
        lines = troubled[:MOST_LINES]
        more = len(troubled) - len(lines)
        return {
            "state": "attention" if troubled else "green" if in_use else "closed",
            "lines": [{"state": till.state, "text": till._get_dashboard_line()} for till in lines],
            "more": self.env._("and %s more", more) if more else "",
        }

    def _get_dashboard_line(self):
        values = {
            "device": self.device,
            "trouble": self._get_trouble(),
            "time": self._format_last_seen(),
        }
        return self.env._("Till %(device)s: %(trouble)s, last seen %(time)s", **values)

    def _get_trouble(self):
        if self.failed_count:
            return self.env._("%s refused", self.failed_count)
        if self.waiting_count and self.state in ("silent", "stuck", "late"):
            return self.env._("%s waiting", self.waiting_count)
        if self.state == "not_ready":
            return self.env._("not ready for an outage")
        return self.env._("silent")

    def _format_last_seen(self):
        """Return the time, with its day unless it is today."""
        local = fields.Datetime.context_timestamp(self, self.last_seen)
        if local.date() == fields.Date.context_today(self):
            return format_time(self.env, self.last_seen, time_format="short")
        return format_datetime(self.env, self.last_seen, dt_format="short")
