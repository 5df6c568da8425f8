# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.modules import Manifest
from odoo.tools import format_duration

from ..tools.diagnosis import diagnose
from ..tools.diagnosis_file import describe_till
from ..tools.diagnosis_rule import Look

LATE_MINUTES = 2
STUCK_MINUTES = 15
# Where a company has said nothing else.
SILENT_MINUTES = 3
KEPT_DAYS = 90
OPEN_STATES = ["opening_control", "opened", "closing_control"]

STATES = [
    ("silent", "Silent"),
    ("stuck", "Stuck"),
    ("late", "Late"),
    ("not_ready", "Not ready"),
    ("green", "Fine"),
    ("closed", "Session closed"),
]

TABLE = Markup(
    '<table class="table table-sm"><thead><tr><th>%s</th><th>%s</th><th>%s</th></tr></thead>'
    "<tbody>%s</tbody></table>"
)
ROW = Markup("<tr><td>%(evidence)s</td><td>%(cause)s</td><td>%(advice)s</td></tr>")

# `state` stands for what it is made of.
SOURCES = ["state", "providers", "failures", "reasons", "connection", "connection_since"]
SOURCES += ["waiting_count", "storage_percent", "persisted", "clock_skew", "version"]


class PosOfflineDevice(models.Model):
    """A till as it last reported.

    Nobody has a right to write: the methods of `pos_offline_device_report.py` do, as superuser
    (`sudo`), and only rows of the monitor's own tables.
    """

    _name = "pos.offline.device"
    _description = "Till, as it last reported"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "config_id, device, id"

    config_id = fields.Many2one(
        "pos.config", "Point of Sale", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="config_id.company_id", store=True, index=True)
    device = fields.Char(
        "Till",
        required=True,
        readonly=True,
        help="Odoo's number of the device: it is part of the numbers of the till's receipts.",
    )
    token_hash = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    token_session = fields.Integer(readonly=True, copy=False, groups=fields.NO_ACCESS)
    state = fields.Selection(
        STATES,
        "Status",
        compute="_compute_state",
        search="_search_state",
        compute_sudo=True,
        help="Silent: its session is open and it does not report.\n"
        "Stuck: the server has refused something, or something waits for more than 15 minutes.\n"
        "Late: something waits for more than 2 minutes.\n"
        "Not ready: it would not get through an outage.",
    )
    user_id = fields.Many2one("res.users", readonly=True)
    cashier = fields.Char(readonly=True)
    cashier_number = fields.Integer(readonly=True)
    session_id = fields.Many2one("pos.session", readonly=True, index="btree_not_null")
    is_session_open = fields.Boolean(compute="_compute_is_session_open", compute_sudo=True)
    last_seen = fields.Datetime("Last report", readonly=True)
    version = fields.Char(readonly=True, help="Of the suite in the till's page.")
    release = fields.Char("Stored copy", readonly=True, help="What the till opens offline from.")
    browser = fields.Char(readonly=True)
    connection = fields.Selection(
        [("online", "Online"), ("slow", "Slow"), ("offline", "Offline")], readonly=True
    )
    connection_since = fields.Datetime("Connection since", readonly=True)
    waiting_count = fields.Integer(
        "Waiting", readonly=True, help="What is not on the server yet, refused ones too."
    )
    failed_count = fields.Integer("Refused", readonly=True, help="Time alone will not help these.")
    oldest_at = fields.Datetime("Oldest waits since", readonly=True)
    providers = fields.Json(readonly=True)
    failures = fields.Json(readonly=True)
    waiting_note = fields.Text("What waits", compute="_compute_notes")
    failure_note = fields.Text("Why it was refused", compute="_compute_notes")
    storage_used = fields.Float("Storage used (MB)", readonly=True, digits=(16, 1))
    storage_quota = fields.Float("Storage in all (MB)", readonly=True, digits=(16, 1))
    storage_percent = fields.Float("Storage used (%)", readonly=True, digits=(16, 1))
    persisted = fields.Selection(
        [("yes", "Granted"), ("no", "Refused"), ("unknown", "Not known")],
        "Lasting storage",
        readonly=True,
        help="Whether the browser has promised not to remove what is stored.",
    )
    clock_skew = fields.Integer(
        "Clock is off by (seconds)", readonly=True, help="Positive: the till's clock is ahead."
    )
    ready = fields.Selection(
        [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        "Ready for an outage",
        readonly=True,
    )
    not_ready_since = fields.Datetime(readonly=True)
    reasons = fields.Json(readonly=True)
    ready_note = fields.Text("Why it is not ready", compute="_compute_notes")
    last_sale = fields.Char("Last confirmed sale", readonly=True)
    last_sale_at = fields.Datetime("Confirmed", readonly=True)
    outage_ids = fields.One2many("pos.offline.outage", "device_id", "Times offline", readonly=True)
    hour_ids = fields.One2many("pos.offline.hour", "device_id", "History", readonly=True)
    alert_ids = fields.One2many("pos.offline.alert", "device_id", "Alerts", readonly=True)
    # Of the form alone: a list or the board would look at each till's history for it.
    diagnosis = fields.Html("What is wrong", compute="_compute_diagnosis", sanitize=False)

    _device_unique = models.Constraint(
        "UNIQUE (config_id, device)", "A register has each till once."
    )

    @api.depends("config_id.name", "device")
    def _compute_display_name(self):
        for till in self:
            till.display_name = self.env._(
                "%(shop)s, till %(device)s", shop=till.config_id.name, device=till.device
            )

    @api.depends("session_id.state")
    def _compute_is_session_open(self):
        self.session_id.fetch(["state"])  # the rest of a session is much, and nobody asks for it
        for till in self:
            till.is_session_open = till.session_id.state in OPEN_STATES

    # -- The state on the board --------------------------------------------------------------------

    @api.depends("last_seen", "oldest_at", "failed_count", "ready", "session_id.state")
    def _compute_state(self):
        left = self
        self.session_id.fetch(["state"])
        for state, domain in self._get_state_domains():
            found = left.filtered_domain(domain)
            found.state = state
            left -= found

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains, before = [], Domain.FALSE
        for state, domain in self._get_state_domains():
            if state in value:
                domains.append(domain & ~before)
            before |= domain
        return Domain.OR(domains)

    @api.model
    def _get_state_domains(self):
        """Return ``(state, domain)``; a till has the first state whose domain it meets."""
        now = fields.Datetime.now()
        is_open = Domain("session_id.state", "in", OPEN_STATES)
        return [
            ("silent", is_open & self._get_silent_domain(now)),
            ("stuck", Domain("failed_count", ">", 0) | _is_older("oldest_at", now, STUCK_MINUTES)),
            ("late", _is_older("oldest_at", now, LATE_MINUTES)),
            ("not_ready", is_open & Domain("ready", "=", "no")),
            ("green", is_open),
            ("closed", Domain.TRUE),
        ]

    @api.model
    def _get_silent_domain(self, now):
        """Each company says how long a till may be silent; usual where it wants no alert for it."""
        limits = self.env["pos.offline.alert.rule"]._get_silent_minutes()
        is_other = ~Domain("company_id", "in", [company for company, _minutes in limits])
        return Domain.OR(
            [
                is_other & _is_older("last_seen", now, SILENT_MINUTES),
                *(
                    Domain("company_id", "=", company) & _is_older("last_seen", now, minutes)
                    for company, minutes in limits
                ),
            ]
        )

    # -- What people read --------------------------------------------------------------------------

    @api.depends("providers", "failures", "reasons")
    @api.depends_context("lang")
    def _compute_notes(self):
        causes = self._get_cause_labels()
        reasons = self._get_reason_labels()
        for till in self:
            till.waiting_note = "\n".join(map(self._describe_provider, till.providers or []))
            till.failure_note = "\n".join(
                f"{causes.get(code, code)}: {count}"
                for code, count in (till.failures or {}).items()
            )
            till.ready_note = "\n".join(reasons.get(code, code) for code in till.reasons or [])

    def _describe_provider(self, provider):
        values = {
            "label": provider["label"],
            "count": provider["count"],
            "failed": provider["failed"],
            "time": format_duration((provider["age"] or 0) / 3600),
        }
        if provider["failed"]:
            return self.env._(
                "%(label)s: %(count)s, %(failed)s of them refused, oldest %(time)s", **values
            )
        return self.env._("%(label)s: %(count)s, oldest %(time)s", **values)

    @api.model
    def _get_cause_labels(self):
        """Return the words for the codes of what failed: the base's, and those of orders."""
        ledger = self.env["pos.offline.operation"].sudo()
        return {
            **dict(ledger._fields["code"]._description_selection(self.env)),
            "connection": self.env._("The server could not be reached"),
            "session": self.env._("The till was signed out"),
            "refused": self.env._("Refused by the server"),
            "closed": self.env._("The register was closed"),
            "missing": self.env._("Something that it uses was deleted"),
            "server": self.env._("Error on the server"),
            "till": self.env._("Error on the till"),
            "otherwise": self.env._("It would send something else than was sold"),
            "other": self.env._("Something else"),
        }

    @api.model
    def _get_reason_labels(self):
        """Return the words for why a till is not ready for an outage."""
        env = self.env
        return {
            "copy_preparing": env._("The till is still storing what it needs to open offline."),
            "copy_incomplete": env._("The till could not store all that it needs to open offline."),
            "copy_off": env._("The till does not open offline: it is off, or not possible here."),
            "store_full": env._("The disk of the device is full."),
            "store_unavailable": env._("The browser does not store anything for the till."),
        }

    # -- Buttons -----------------------------------------------------------------------------------

    def _describe_unsent(self):
        """Return how much of its orders the till has not sent, as `get_unsent_tills` gives it."""
        orders = next((each for each in self.providers or [] if each["name"] == "orders"), {})
        count = orders.get("count", 0)
        is_silent = self.state == "silent"
        return {
            "device": self.device,
            "count": count,
            "minutes": _minutes_since(self.oldest_at) if count else 0,
            "silent": max(_minutes_since(self.last_seen), 1) if is_silent else 0,
        }

    def action_open_alerts(self):
        """Open what was wrong with this till."""
        self.ensure_one()
        return self.alert_ids._get_records_action(name=self.env._("Alerts"))

    def action_forget_token(self):
        """Take the next till that reports with this number, as after its browser was cleared."""
        self._check_manager()
        self.sudo().write({"token_hash": False, "token_session": 0})

    def _check_manager(self):
        """Raise AccessError for whoever is not a manager who sees these tills."""
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only a manager of the Point of Sale can do this."))
        self.check_access("read")

    # -- What is wrong with it ---------------------------------------------------------------------

    @api.depends(*SOURCES)
    @api.depends_context("lang")
    def _compute_diagnosis(self):
        for till in self:
            till.diagnosis = till._make_diagnosis_table(diagnose(till._get_look()))

    def _make_diagnosis_table(self, rows):
        if not rows:
            return False
        env = self.env
        headings = env._("What is wrong"), env._("Why"), env._("What to do")
        return TABLE % (*headings, Markup().join(ROW % row for row in rows))

    def _get_look(self):
        """Return the till with what the rules of the diagnosis hold it against."""
        self.ensure_one()
        limits = {
            **self.env["pos.offline.alert.rule"]._get_limits(self.company_id.id),
            "late_minutes": LATE_MINUTES,
            "stuck_minutes": STUCK_MINUTES,
        }
        version = Manifest.for_addon("pos_offline_base")["version"]
        return Look(self, fields.Datetime.now(), limits, version)

    def action_download_diagnosis(self):
        """Have the browser download the file for support."""
        self.ensure_one()
        self._check_manager()
        address = f"/pos/offline/diagnosis/{self.id}"
        return {"type": "ir.actions.act_url", "url": address, "target": "download"}

    def _make_diagnosis_file(self):
        """Return the file for support as text, or raise AccessError."""
        self.ensure_one()
        self._check_manager()
        return json.dumps(describe_till(self._get_look()), indent=2, ensure_ascii=False)

    # -- Retention ---------------------------------------------------------------------------------

    @api.autovacuum
    def _gc_devices(self):
        """Drop tills that nobody has heard of for long and that have nothing to tell; run daily."""
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        domain = Domain("last_seen", "<", before) & Domain("waiting_count", "=", 0)
        self.search(domain).unlink()


def _is_older(field, now, minutes):
    return Domain(field, "<", now - timedelta(minutes=minutes))


def _minutes_since(time):
    return int((fields.Datetime.now() - time).total_seconds() // 60) if time else 0
