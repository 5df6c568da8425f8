# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.modules import Manifest

from ..exceptions import describe
from ..tools.batch import MAX_OPERATIONS, PROTOCOL

_logger = logging.getLogger(__name__)


class PosConfig(models.Model):
    _inherit = "pos.config"

    offline_deadline = fields.Float(
        "Deadline of a sale (seconds)",
        default=3.0,
        help="How long a sale waits for the server before the receipt is shown without it. "
        "The order is sent as soon as the server answers. How long a till waits while it opens "
        "is a setting of its own, as opening needs more of the server than a sale.",
    )

    @api.constrains("offline_deadline")
    def _check_offline_deadline(self):
        for config in self:
            if not 1 <= config.offline_deadline <= 30:
                raise ValidationError(
                    self.env._("Choose a deadline between 1 and 30 seconds for a sale.")
                )

    @api.model
    def _browse_loading(self, config):
        """Return the point of sale that a ``_load_pos_data_*`` hook is called for, as a record.

        Odoo's own callers give the record or its number; each hook of the suite that looks at the
        point of sale asks this first, and gives the record to ``super``.

        :param config: a record of ``pos.config`` or the number of one
        """
        return self.browse(config) if isinstance(config, int) else config

    def _get_offline_page(self):
        """Describe a till's page to the modules of the suite that run in it.

        :returns: JSON-able dict; ``static/src/app/lib/page_info.js`` says what each key is for
        """
        self.ensure_one()
        return {
            "database": self.env["ir.config_parameter"].sudo().get_param("database.uuid", ""),
            "config": self.id,
            "company": self.company_id.id,
            "user": self.env.uid,
            "modules": sorted(
                name for name in self.env.registry._init_modules if name.startswith("pos_")
            ),
            "version": Manifest.for_addon("pos_offline_base")["version"],
        }

    def apply_offline_operations(self, batch):
        """Apply what a till did without the server, each operation once however often it comes.

        Runs with the rights of the caller in the company of the point of sale.

        :param dict batch: ``{protocol, database, device, acknowledged, operations}``; see
            ``tools/batch.py``
        :returns: ``{protocol, database, results}``, or ``{error}`` where nothing was looked at
        :raises AccessError: the caller does not use the Point of Sale at all
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only a user of the Point of Sale can do this."))
        # Nothing of the caller's context: its defaults would get past the lists of fields.
        kept = {key: self.env.context[key] for key in ("lang", "tz") if key in self.env.context}
        context = {**kept, "allowed_company_ids": self.env.user.company_ids.ids}
        config = self.with_env(self.env(context=context))
        if not config.has_access("read"):
            return config._refuse_offline_operations(batch)
        context["allowed_company_ids"] = config.company_id.ids
        config = config.with_env(self.env(context=context))
        return config.env["pos.offline.operation"]._apply_batch(config, batch)

    def _refuse_offline_operations(self, batch):
        """Answer a user of another company; nothing is recorded for a shop that is not theirs."""
        items = batch.get("operations") if isinstance(batch, dict) else None
        if not isinstance(items, list) or len(items) > MAX_OPERATIONS:
            return {"error": describe(self.env, "malformed")}
        text = "Offline operations of user %s refused: point of sale %s is another company's"
        _logger.warning(text, self.env.uid, self.id)
        refusal = {"status": "failed", **describe(self.env, "wrong_company"), "replayed": False}
        uuids = [item.get("uuid") if isinstance(item, dict) else None for item in items]
        return {
            "protocol": PROTOCOL,
            "database": batch.get("database"),
            "results": [{"uuid": uuid, **refusal} for uuid in uuids],
        }
