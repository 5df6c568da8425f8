# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging
from datetime import timedelta

import psycopg2
from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
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
    # In quiet hours nobody is; those of before there were quiet hours were told at once.
    is_told = fields.Boolean("The responsible was told", default=True, readonly=True)
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
        for till in self._find_changed(self.env["pos.offline.device"].search(has_work)):
            try:
                # Not one that reports at this moment: neither waits for the other.
                if till.try_lock_for_update(allow_referencing=True) and self._try_rules(till):
                    # One by one: what fails with a till costs the others nothing.
                    self.env["ir.cron"]._commit_progress()
            except (psycopg2.OperationalError, ConcurrencyError):
                self.env.cr.rollback()  # its own report has looked at the rules just now

    @api.model
    def _find_changed(self, tills):
        """Return the tills, each by itself, that have an alert to open, to close or to change."""
        by_till = self._search_open(tills).grouped("device_id")
        return [
            self.env["pos.offline.device"].browse(till.id)
            for till in tills
            if self._is_due(till, by_till.get(till, self.browse()))
        ]

    def _is_due(self, till, alerts):
        try:
            return bool(self._find_changes(till, alerts))
        except psycopg2.Error:
            raise  # the transaction is lost, and with it all of this minute
        except Exception:
            _logger.exception("The rules of till %s were not looked at", till.id)
            return False

    @api.model
    def _try_rules(self, till):
        """Look at the rules for a till; one that fails costs no report.

        :returns: whether any alert has changed
        """
        try:
            changes = self._find_changes(till, self._search_open(till))
            if changes:
                with self.env.cr.savepoint():
                    self._apply_changes(till, changes)
            return bool(changes)
        except Exception as error:
            if is_transient(error) or isinstance(error, ConcurrencyError):
                raise
            _logger.exception("The rules of till %s were not looked at", till.id)
            return False

    @api.model
    def _search_open(self, tills):
        domain = [("device_id", "in", tills.ids), ("ended_at", "=", False)]
        return self.search_fetch(domain, ["device_id", "kind", "worst", "is_told"])

    @api.model
    def _find_changes(self, till, alerts):
        """Return ``(rule, alert, value)`` for each thing to do; ``value``: None when it is over.

        It writes nothing, and mostly finds nothing: each report of each till asks this.
        """
        changes, now = [], fields.Datetime.now()
        limits = self.env["pos.offline.alert.rule"]._get_limits(till.company_id.id)
        by_kind = alerts.grouped("kind")
        for rule in RULES:
            alert = by_kind.get(rule.kind, self.browse())
            value = rule.measure(till, now)
            if not rule.is_problem(value, limits[rule.limit], bool(alert)):
                value = None
            if alert._is_changed(value) or alert._is_due_to_be_told():
                changes.append((rule, alert, value))
        return changes

    def _is_changed(self, value):
        if value is None:
            return bool(self)
        return not self or value > self.worst

    def _is_due_to_be_told(self):
        if not self or self.is_told:
            return False
        return not self.env["pos.offline.alert.rule"]._get_rules(self.company_id)._is_quiet()

    @api.model
    def _apply_changes(self, till, changes):
        """Open, change and close alerts of a till, and tell of them unless it is a quiet hour."""
        rules = self.env["pos.offline.alert.rule"]._get_rules(till.company_id)
        is_quiet = rules._is_quiet()
        for rule, alert, value in changes:
            if value is None:
                alert._close()
                continue
            alert = alert or self._open(till, rule)
            alert.worst = max(alert.worst, value)
            if not alert.is_told and not is_quiet:
                alert._tell(rule, rules)

    def _open(self, till, rule):
        values = {"device_id": till.id, "kind": rule.kind, "is_told": False}
        return self.create({**values, "began_at": fields.Datetime.now()})

    def _tell(self, rule, rules):
        """Tell the responsible, once: by an activity, and as the company wants it beside that."""
        self.is_told = True
        user = rules._get_responsible()
        if not user:
            return
        # In their language; the mark in the bar tells them, so Odoo sends no e-mail of its own.
        till = self.device_id.with_context(lang=user.lang, mail_activity_quick_update=True)
        summary = f"{till.display_name}: {till.env._(rule.summary)}"
        advice = till.env._(rule.advice)
        self.activity_id = till.activity_schedule(
            "mail.mail_activity_data_warning", summary=summary, note=advice, user_id=user.id
        )
        link = Markup('<a href="%s">%s</a>') % (self._get_till_address(), till.display_name)
        body = Markup("<p>%s</p><p>%s</p><p>%s</p>") % (summary, advice, link)
        if rules.is_emailed and user.email:
            mail = {"subject": summary, "body_html": body, "email_to": user.email_formatted}
            self.env["mail.mail"].sudo().create({**mail, "auto_delete": True})
        if rules.is_messaged:
            self._send_message(user, body)

    def _get_till_address(self):
        till = self.device_id
        return f"{till.get_base_url()}/mail/view?model={till._name}&res_id={till.id}"

    def _send_message(self, user, body):
        """Write to the user from OdooBot, whoever's report has shown the problem."""
        channels = self.env["discuss.channel"].with_user(SUPERUSER_ID)
        chat = channels._get_or_create_chat(user.partner_id.ids)
        chat.message_post(body=body, message_type="comment", subtype_xmlid="mail.mt_comment")
