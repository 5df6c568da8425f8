# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.modules import Manifest
from odoo.tools import ormcache

from ..exceptions import describe
from ..tools.batch import MAX_OPERATIONS, PROTOCOL, UNRECORDED, read_refused
from ..tools.clean_env import clean_env

_logger = logging.getLogger(__name__)


class PosConfig(models.Model):
    _inherit = "pos.config"

    offline_deadline = fields.Float(
        "Wait for the server at payment (seconds)",
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

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {key[8:] for key in self.env.context if key.startswith("default_")}
        self._check_offline_settings(defaults.union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_offline_settings(vals)
        return super().write(vals)

    def _check_offline_settings(self, names):
        """Leave the suite's settings to managers; stock lets a cashier write a shop by RPC."""
        fields_ = [self._fields[name] for name in self._get_offline_settings().intersection(names)]
        if self.env.su or not fields_:
            return
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(
                self.env._(
                    "Only a manager of the Point of Sale can change how its tills work without"
                    " the server. Ask a manager."
                )
            )
        # Odoo keeps people from read-only fields in forms alone.
        if any(field.readonly for field in fields_):
            raise AccessError(self.env._("The server alone writes this."))

    @api.model
    @ormcache()
    def _get_offline_settings(self):
        """Return the names of the fields that this module and those on top of it have added."""
        suite = {
            name
            for name in self.env.registry._init_modules
            if name == "pos_offline_base"
            or "pos_offline_base" in Manifest.for_addon(name)["depends"]
        }
        return frozenset(
            name for name, field in self._fields.items() if suite.intersection(field._modules[:1])
        )

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
        everywhere = self.with_env(clean_env(self.env, self.env.user.company_ids))
        if not everywhere.has_access("read"):
            return everywhere._refuse_offline_operations(batch)
        config = self._in_own_company()
        return config.env["pos.offline.operation"]._apply_batch(config, batch)

    def _in_own_company(self):
        """Return this shop in its company and a context of our own, if the user may read it."""
        everywhere = self.with_env(clean_env(self.env, self.env.user.company_ids))
        everywhere.check_access("read")
        return self.with_env(clean_env(self.env, everywhere.company_id))

    def _get_offline_cashier_name(self, number):
        """Return the name of who was at the till, by the number that the till has of them.

        :param number: of an employee of this shop where its tills have employees, else of a user;
            the name is the caller's own where there is no number, empty where it is a stranger's
        """
        if type(number) is not int:
            return self.env.user.name
        domain = Domain("id", "=", number)
        # As superuser: whether they may be at this till, yes or no.
        if "module_pos_hr" in self and self.module_pos_hr and "hr.employee" in self.env:
            employees = self.env["hr.employee"].sudo()
            domain &= Domain(employees._load_pos_data_domain({}, self.sudo()))
            public = self.env["hr.employee.public"].browse(number)
            return public.name if employees.search_count(domain) else ""
        users = self.env["res.users"].search(
            domain & Domain("company_ids", "in", self.company_id.ids)
        )
        users = users.filtered(lambda user: user.sudo().has_group("point_of_sale.group_pos_user"))
        return users.name or ""

    def _refuse_offline_operations(self, batch):
        """Answer a user of another company; nothing is recorded for a shop that is not theirs."""
        items = batch.get("operations") if isinstance(batch, dict) else None
        if not isinstance(items, list) or len(items) > MAX_OPERATIONS:
            return {"error": describe(self.env, "malformed")}
        text = "Offline operations of user %s refused: point of sale %s is another company's"
        _logger.warning(text, self.env.uid, self.id)
        refusal = {"status": "failed", **describe(self.env, "wrong_company"), **UNRECORDED}
        uuids = [read_refused(item)[0] for item in items]
        return {
            "protocol": PROTOCOL,
            "database": batch.get("database"),
            "results": [{"uuid": uuid, **refusal} for uuid in uuids],
        }
