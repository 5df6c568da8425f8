# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools.constants import GC_UNLINK_LIMIT

from odoo.addons.pos_offline_base.exceptions import is_transient

from ..tools.alert_rules import RULES
from .pos_offline_device import OPEN_STATES

_logger = logging.getLogger(__name__)

KEPT_DAYS = 90
KINDS = [
    ("silent", "Silent"),
    ("waiting_age", "Waiting for long"),
    ("waiting_count", "A lot is waiting"),
    ("failed", "Refused"),
    ("storage", "Storage nearly full"),
    ("clock", "Clock is wrong"),
    ("not_ready", "Not ready for an outage"),
]


class PosOfflineAlert(models.Model):
    """One problem of one till, from when it was found until it was over."""

    _name = "pos.offline.alert"
    _description = "Problem of a till"
    _order = "began_at desc, id desc"
    _rec_name = "kind"

    device_id = fields.Many2one(
        "pos.offline.device", "Till", required=True, readonly=True, index=True, ondelete="cascade"
    )
    config_id = fields.Many2one(related="device_id.config_id", store=True, index=True)
    company_id = fields.Many2one(related="device_id.company_id", store=True)
    kind = fields.Selection(KINDS, "Problem", required=True, readonly=True)
    began_at = fields.Datetime("Since", required=True, readonly=True)
    ended_at = fields.Datetime("Over since", readonly=True, index=True)
    is_open = fields.Boolean("Open", compute="_compute_is_open", search="_search_is_open")
    worst = fields.Float(
        "Worst value", readonly=True, help="In the unit of the rule: minutes, a count, percent."
    )
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")

    _open_unique = models.UniqueIndex("(device_id, kind) WHERE ended_at IS NULL")

    @api.depends("ended_at")
    def _compute_is_open(self):
        for alert in self:
            alert.is_open = not alert.ended_at

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = Domain("ended_at", "=", False)
        return Domain.OR(is_open if each else ~is_open for each in value)

    def _close(self):
        """It is over: nobody needs to look any more."""
        self.activity_id.unlink()
        self.write({"ended_at": fields.Datetime.now()})

    @api.autovacuum
    def _gc_alerts(self):
        """Drop what was over long ago; run daily."""
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("ended_at", "<", before)], limit=GC_UNLINK_LIMIT)
        old.unlink()
        return len(old), len(old) == GC_UNLINK_LIMIT

    # -- The rules, at each report and each minute -------------------------------------------------

    @api.model
    def _run_rules(self):
        """Look at the tills that may be silent or have a problem; run each minute."""
        is_used = Domain("session_id.state", "in", OPEN_STATES)
        has_problem = Domain("alert_ids", "any", [("ended_at", "=", False)])
        has_work = is_used | has_problem | Domain("waiting_count", ">", 0)
        for till in self.env["pos.offline.device"].search(has_work):
            try:
                if self._try_rules(till):
                    # One by one: a till that reports at this moment costs the others nothing.
                    self.env["ir.cron"]._commit_progress()
            except (psycopg2.OperationalError, ConcurrencyError):
                self.env.cr.rollback()  # its own report has looked at the rules just now

    @api.model
    def _try_rules(self, till):
        """Look at the rules for a till; one that fails costs no report.

        :returns: whether any alert has changed
        """
        try:
            with self.env.cr.savepoint():
                return self._apply_rules(till)
        except Exception as error:
            if is_transient(error) or isinstance(error, ConcurrencyError):
                raise
            _logger.exception("The rules of till %s were not looked at", till.id)
            return False

    def _apply_rules(self, till):
        """Open and close the alerts of a till, as its company's rules say."""
        is_changed, now = False, fields.Datetime.now()
        rules = self.env["pos.offline.alert.rule"]._get_rules(till.company_id)
        known = self.search([("device_id", "=", till.id), ("ended_at", "=", False)])
        by_kind = known.grouped("kind")
        for rule in RULES:
            alert = by_kind.get(rule.kind, self.browse())
            value = rule.measure(till, now)
            if rule.is_problem(value, rules[rule.limit], bool(alert)):
                is_changed |= alert._note_problem(till, rule, value, rules)
            elif alert:
                alert._close()
                is_changed = True
        return is_changed

    def _note_problem(self, till, rule, value, rules):
        if not self:
            self._open(till, rule, value, rules._get_responsible())
        elif value > self.worst:
            self.worst = value
        else:
            return False
        return True

    def _open(self, till, rule, value, user):
        self.create(
            {
                "device_id": till.id,
                "kind": rule.kind,
                "began_at": fields.Datetime.now(),
                "worst": value,
                "activity_id": self._schedule_activity(till, rule, user).id,
            }
        )

    def _schedule_activity(self, till, rule, user):
        if not user:
            return self.env["mail.activity"]
        # In their language; the mark in the bar tells them, an e-mail for each would tell too much.
        till = till.with_context(lang=user.lang, mail_activity_quick_update=True)
        return till.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=f"{till.display_name}: {till.env._(rule.summary)}",
            note=till.env._(rule.advice),
            user_id=user.id,
        )
