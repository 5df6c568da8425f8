# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import frozendict, ormcache

from ..tools.quiet_hours import is_quiet

MOST = 100_000
LIMITS = [
    "silent_minutes",
    "failed_count",
    "waiting_minutes",
    "waiting_count",
    "not_ready_minutes",
    "storage_percent",
    "clock_minutes",
]


class PosOfflineAlertRule(models.Model):
    """What a company calls a problem of a till. Where it has said nothing, the defaults hold.

    Not fields of the company: managers of the Point of Sale change these, and nothing else of it.
    """

    _name = "pos.offline.alert.rule"
    _description = "Alert rules of a company"
    _rec_name = "company_id"
    _order = "company_id"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        domain=[("share", "=", False)],
        help="Gets an activity for each problem of a till. Empty: the first manager of the Point "
        "of Sale in the company.",
    )
    quiet_from = fields.Float(
        "Quiet from",
        help="Between these hours nobody is told of a problem; who is told later is told of those "
        "that are still there. In the time zone of the responsible. Both the same: no quiet hours.",
    )
    quiet_to = fields.Float("Quiet until")
    is_emailed = fields.Boolean("By e-mail as well", help="Beside the activity, once a problem.")
    is_messaged = fields.Boolean(
        "In Discuss as well", help="Beside the activity, once a problem, from OdooBot."
    )
    silent_minutes = fields.Integer(
        "Silent for (minutes)", default=3, help="While its session is open. 0: no alert."
    )
    failed_count = fields.Integer("Number refused", default=1, help="0: no alert.")
    waiting_minutes = fields.Integer(
        "Something has waited for (minutes)", default=30, help="0: no alert."
    )
    waiting_count = fields.Integer("Number waiting", default=50, help="0: no alert.")
    not_ready_minutes = fields.Integer(
        "Not ready for an outage for (minutes)", default=15, help="0: no alert."
    )
    storage_percent = fields.Integer("Storage used (%)", default=90, help="0: no alert.")
    clock_minutes = fields.Integer("Clock is off by (minutes)", default=5, help="0: no alert.")

    _company_unique = models.Constraint("UNIQUE (company_id)", "A company has one set of rules.")

    @api.constrains(*LIMITS)
    def _check_limits(self):
        for rule in self:
            if any(not 0 <= rule[name] <= MOST for name in LIMITS):
                raise ValidationError(
                    self.env._("Choose a number for each rule, or 0 for no alert.")
                )
            if rule.storage_percent > 100:
                raise ValidationError(self.env._("Choose at most 100 % for the storage."))

    @api.constrains("quiet_from", "quiet_to")
    def _check_quiet_hours(self):
        for rule in self:
            if not all(0 <= hour < 24 for hour in (rule.quiet_from, rule.quiet_to)):
                raise ValidationError(self.env._("Choose quiet hours between 00:00 and 23:59."))

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @ormcache("company_id")
    def _get_limits(self, company_id):
        """Return the limits of a company by their names: each report looks at them."""
        rules = self._get_rules(self.env["res.company"].browse(company_id))
        return frozendict({name: rules[name] for name in LIMITS})

    @api.model
    @ormcache()
    def _get_silent_minutes(self):
        """Return ``(company id, minutes)`` of each company with a limit of its own for silence."""
        rules = self.sudo().search([("silent_minutes", ">", 0)])
        return tuple((rule.company_id.id, rule.silent_minutes) for rule in rules)

    @api.model
    def _get_rules(self, company):
        """Return the rules of a company as superuser: its own, or the defaults."""
        rules = self.sudo()
        return rules.search([("company_id", "=", company.id)]) or rules.new(
            {"company_id": company.id}
        )

    def _is_quiet(self):
        """Tell whether nobody is to be told at this moment."""
        self.ensure_one()
        zone = self._get_responsible().tz or self.company_id.partner_id.tz or "UTC"
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), fields.Datetime.now())
        return is_quiet(local, self.quiet_from, self.quiet_to)

    def _get_responsible(self):
        """Return who gets the activities: who is named, if they may see tills, or a manager."""
        self.ensure_one()
        manager = self.env.ref("point_of_sale.group_pos_manager")
        is_able = Domain("all_group_ids", "in", manager.id)
        is_able &= Domain("company_ids", "in", self.company_id.ids)
        chosen = self.user_id.filtered_domain(is_able)
        return chosen or self.env["res.users"].search(is_able, order="id", limit=1)
