# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.pos_offline_base.tools.clean_env import clean_env

from ..tools.dashboard import describe_tills


class PosConfig(models.Model):
    _inherit = "pos.config"

    offline_monitor_enabled = fields.Boolean(
        "Tills report how they stand",
        default=True,
        help="Each till of this register tells the server once a minute about its connection, what "
        "waits, what was refused and whether it is ready for an outage.",
    )
    offline_tills = fields.Json("Tills", compute="_compute_offline_tills")

    def report_offline_till(self, report):
        """Take what a till says of itself; it has no other effect.

        Runs with the rights of the caller in the company of the point of sale.

        :param dict report: see ``tools/report.py``
        :returns: ``{"status"}``: ``kept``; ``later`` with ``after``, seconds; ``off``; or
            ``refused`` with ``code`` and ``message``
        :raises AccessError: the caller does not use the Point of Sale, or not that of this company
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only a user of the Point of Sale can do this."))
        config = self._in_reporting_company()
        if not config.offline_monitor_enabled:
            return {"status": "off"}
        return config.env["pos.offline.device"]._take_report(config, report)

    def _in_reporting_company(self):
        """Do what `_in_own_company` does, reading two columns: it is asked for each report."""
        companies = self.env["res.company"].browse(self.env.user._get_company_ids())
        everywhere = self.with_env(clean_env(self.env, companies))
        everywhere.fetch(["company_id", "offline_monitor_enabled"])  # checks the right to read
        return self.with_env(clean_env(self.env, everywhere.company_id))

    # -- On the dashboard --------------------------------------------------------------------------

    @api.depends_context("uid", "lang", "tz", "allowed_company_ids")
    def _compute_offline_tills(self):
        tills = self._search_offline_tills().grouped("config_id")
        for config in self:
            own = tills.get(config)
            config.offline_tills = describe_tills(own) if own else False

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
