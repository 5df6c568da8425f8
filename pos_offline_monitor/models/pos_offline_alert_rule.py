# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import frozendict, ormcache

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

    def _get_responsible(self):
        """Return who gets the activities: who is named, if they may see tills, or a manager."""
        self.ensure_one()
        manager = self.env.ref("point_of_sale.group_pos_manager")
        is_able = Domain("all_group_ids", "in", manager.id)
        is_able &= Domain("company_ids", "in", self.company_id.ids)
        chosen = self.user_id.filtered_domain(is_able)
        return chosen or self.env["res.users"].search(is_able, order="id", limit=1)
