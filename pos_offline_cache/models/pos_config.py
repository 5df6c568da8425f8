# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import time

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.http import request


class PosConfig(models.Model):
    _inherit = "pos.config"

    offline_cache_enabled = fields.Boolean(
        "Open without the server",
        default=True,
        help="After one online visit, the till opens with the server or the network gone.",
    )
    offline_cache_deadline = fields.Float(
        "Deadline (seconds)",
        default=3.0,
        help="How long the till waits for the server before it goes on with what it has stored.",
    )
    offline_cache_max_days = fields.Integer(
        "Opens without the server for (days)",
        default=7,
        help="How long after the last contact with the server a till still opens without it. "
        "0: for ever, also for a user who was archived or signed out elsewhere meanwhile.",
    )
    offline_cache_image_limit = fields.Integer(
        "Pictures kept", default=5000, help="How many pictures a till keeps at most."
    )
    offline_cache_image_megabytes = fields.Integer(
        "Space for pictures (MB)", default=200, help="How much space they take at most."
    )
    offline_cache_epoch = fields.Integer(
        readonly=True,
        copy=False,
        help="A till that meets a higher number than the one it knows drops what it has stored.",
    )

    @api.constrains(
        "offline_cache_deadline",
        "offline_cache_max_days",
        "offline_cache_image_limit",
        "offline_cache_image_megabytes",
    )
    def _check_offline_cache_bounds(self):
        for config in self:
            if not 0.5 <= config.offline_cache_deadline <= 30:
                raise ValidationError(
                    self.env._("Choose a deadline between 0.5 and 30 seconds for the till.")
                )
            if not 0 <= config.offline_cache_max_days <= 365:
                raise ValidationError(
                    self.env._(
                        "Choose between 1 and 365 days for a till to open without the server, "
                        "or 0 for no limit."
                    )
                )
            if config.offline_cache_image_limit < 0 or config.offline_cache_image_megabytes < 0:
                raise ValidationError(
                    self.env._("The bounds for pictures cannot be negative. Use 0 to keep none.")
                )

    def action_reset_offline_caches(self):
        """Make every till of these points of sale drop what it has stored, at once if it is open.

        Orders and anything else that is not yet on the server are not part of the caches.

        :raises AccessError: the user is not a manager of the Point of Sale
        """
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(
                self.env._(
                    "Only a manager of the Point of Sale can reset the tills. Ask a manager."
                )
            )
        for config in self:
            # As superuser: nobody else writes it, so nobody can spoil the next reset.
            config.sudo().offline_cache_epoch = config._get_next_offline_cache_epoch()
            config._notify("OFFLINE_CACHE_RESET", {"epoch": config.offline_cache_epoch})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Each till drops its stored copy now if it is open and online, "
                    "or else on its next online visit."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_next_offline_cache_epoch(self):
        """Return a number that no till has met, also after the server was put back: the minute."""
        return max(self.offline_cache_epoch + 1, int(time.time() // 60))

    @api.model
    def action_reset_all_offline_caches(self):
        """Reset the tills of every point of sale of the user's companies."""
        return self.search(
            [("company_id", "in", self.env.companies.ids)]
        ).action_reset_offline_caches()

    def _get_offline_cache_page(self, session_info, pos_session_id):
        """Describe a till's page to the service worker.

        :param dict session_info: as the page gets it
        :param int pos_session_id: session of the register that the page opens
        :returns: JSON-able dict; the worker's ``page_info.js`` says what each key is for
        """
        self.ensure_one()
        releases = self.env["pos.offline.cache.release"]
        release = releases._get_release()
        debug = "assets" in (request.session.debug or "")
        return {
            "database": releases._get_database_key(),
            "release": release["id"],
            "config": self.id,
            "configName": self.name,
            "session": pos_session_id,
            "user": self.env.uid,
            "company": self.company_id.id,
            "lang": self.env.lang,
            "registry": session_info["registry_hash"],
            "dataChange": fields.Datetime.to_string(self.last_data_change),
            "enabled": self.offline_cache_enabled,
            "switchedOff": releases._is_switched_off(),
            "debug": debug,
            "epoch": self.offline_cache_epoch,
            "deadline": round(self.offline_cache_deadline * 1000),
            "maxAge": self.offline_cache_max_days * 24 * 3600 * 1000,
            "imageLimit": self.offline_cache_image_limit,
            "imageBytes": self.offline_cache_image_megabytes * 1024 * 1024,
            "busWorker": release["busWorker"],
        }
