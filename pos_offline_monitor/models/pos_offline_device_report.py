# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import hashlib
import hmac
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from odoo.addons.pos_offline_base.tools.card_numbers import without_card_numbers

from ..tools.report import ReportError, read_report

_logger = logging.getLogger(__name__)

# Between two reports of a till: enough for one at once after each failure.
MIN_SECONDS = 3
# Of one register: a number is free for anybody to invent.
MAX_DEVICES = 200
MB = 1024 * 1024


class PosOfflineDevice(models.Model):
    """How a report becomes rows: of the till, its times offline and its history."""

    _inherit = "pos.offline.device"

    @api.model
    def _take_report(self, config, raw):
        """Take what ``pos.config.report_offline_till`` was given; return its answer."""
        try:
            report = read_report(raw)
            self._check_database(report)
            till = self._find_till(config, report)
        except ReportError as error:
            # No content: what is refused is not ours to keep, in a log neither.
            _logger.info("Report of a till of point of sale %s refused: %s", config.id, error.code)
            return {"status": "refused", **error.describe(self.env)}
        if wait := till._get_wait():
            return {"status": "later", "after": wait}
        # Whoever works on this row is not waited for: the next report says more than this one.
        if not till.try_lock_for_update(allow_referencing=True):
            return {"status": "later", "after": MIN_SECONDS}
        till._keep_report(config, report)
        # Not through `till`: its relations would be read, hundreds of rows for nothing.
        monitor = till.env
        monitor["pos.offline.outage"]._keep_outages(till, report["outages"])
        monitor["pos.offline.hour"]._keep_hour(till)
        monitor["pos.offline.alert"]._try_rules(till)
        return {"status": "kept"}

    def _check_database(self, report):
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        if report["database"] != uuid:
            raise ReportError("wrong_database")

    # -- Which till it is --------------------------------------------------------------------------

    @api.model
    def _find_till(self, config, report):
        """Return the row of the till that reports, as superuser, or raise ReportError.

        The till makes its token before the first contact, so that an answer that is lost costs
        nothing; the first one that comes in a session is that till's as long as it lasts.
        """
        device, token = str(report["device"]), _hash(report["token"])
        domain = [("config_id", "=", config.id), ("device", "=", device)]
        till = self.sudo().search_fetch(domain, self._get_reported_fields(), order="id")
        if till.token_session == report["session"] and till.token_hash:
            if not hmac.compare_digest(till.token_hash, token):
                raise ReportError("wrong_token")
            return till
        if report["session"] != config.current_session_id.id:
            raise ReportError("no_session")
        till = till or self._insert_till(config, device)
        till._write_quietly({"token_hash": token, "token_session": report["session"]})
        return till

    @api.model
    def _insert_till(self, config, device):
        tills = self.sudo().search_count([("config_id", "=", config.id)], limit=MAX_DEVICES)
        if tills >= MAX_DEVICES:
            raise ReportError("too_many")
        # Not `create`: of two first reports at once one must come again, not end as an error.
        query = SQL(
            """INSERT INTO pos_offline_device
                   (config_id, company_id, device, create_uid, create_date)
               VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id""",
            config.id,
            config.company_id.id,
            device,
            self.env.uid,
            fields.Datetime.now(),
        )
        rows = self.env.execute_query(query)
        if not rows:
            raise ConcurrencyError(f"Till {device} has reported for the first time twice at once.")
        return self.sudo().browse(rows[0][0])

    @api.model
    def _get_reported_fields(self):
        """Return what a report is compared with, to be read at once."""
        return [
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and name not in models.MAGIC_COLUMNS
        ]

    def _get_wait(self):
        """Return how many seconds the till must wait, 0 when it may report now."""
        if not self.last_seen:
            return 0
        passed = (fields.Datetime.now() - self.last_seen).total_seconds()
        return max(MIN_SECONDS - max(passed, 0), 0)

    # -- What it says ------------------------------------------------------------------------------

    def _keep_report(self, config, report):
        self._write_quietly(
            {
                **self._prepare_who(config, report),
                **self._prepare_connection(report),
                **self._prepare_waiting(report),
                **self._prepare_storage(report["storage"]),
                **self._prepare_ready(report),
            }
        )

    def _write_quietly(self, values):
        """Write without a line in the chatter: a till reports each minute."""
        self.with_context(tracking_disable=True, mail_notrack=True).write(values)

    def _prepare_who(self, config, report):
        number = report.get("cashier")
        # Looking for the name takes queries, and it is the same one for hours.
        is_same = (
            self.last_seen
            and self.cashier_number == (number or 0)
            and self.user_id.id == self.env.uid
        )
        now = fields.Datetime.now()
        return {
            "user_id": self.env.uid,
            "cashier_number": number or 0,
            "cashier": self.cashier if is_same else config._get_offline_cashier_name(number),
            "session_id": self._get_session(report["session"]).id,
            "last_seen": now,
            "version": report["version"],
            "release": report.get("release"),
            "browser": without_card_numbers(report["browser"]),
            "clock_skew": _clamp(report["now"] / 1000 - _timestamp(now)),
        }

    def _get_session(self, number):
        if self.session_id.id == number:
            return self.session_id
        return self.env["pos.session"].browse(number).exists()

    def _prepare_connection(self, report):
        connection, sale = report["connection"], report.get("sale")
        values = {
            "connection": connection["status"],
            "connection_since": _ago(connection["age"]),
        }
        if sale:
            reference = without_card_numbers(sale["reference"])
            values.update(last_sale=reference, last_sale_at=_ago(sale["age"]))
        return values

    def _prepare_waiting(self, report):
        waiting = [
            {**each, "label": without_card_numbers(each["label"])} for each in report["waiting"]
        ]
        ages = [each["age"] for each in waiting if each.get("age") is not None]
        return {
            "waiting_count": sum(each["count"] for each in waiting),
            "failed_count": sum(each["failed"] for each in waiting),
            "oldest_at": _ago(max(ages)) if ages else False,
            "providers": [each for each in waiting if each["count"]],
            "failures": report["failures"],
        }

    def _prepare_storage(self, storage):
        used, quota = storage.get("used") or 0, storage.get("quota") or 0
        return {
            "storage_used": used / MB,
            "storage_quota": quota / MB,
            "storage_percent": min(100 * used / quota, 100) if quota else 0,
            "persisted": _as_answer(storage.get("persisted")),
        }

    def _prepare_ready(self, report):
        ready = _as_answer(report.get("ready"))
        since = (self.not_ready_since or fields.Datetime.now()) if ready == "no" else False
        return {"ready": ready, "not_ready_since": since, "reasons": report["reasons"]}


def _hash(token):
    return hashlib.sha256(token.encode()).hexdigest()


def _ago(seconds):
    return fields.Datetime.now() - timedelta(seconds=min(seconds, 366 * 24 * 3600))


def _timestamp(now):
    return (now - fields.Datetime.to_datetime("1970-01-01")).total_seconds()


def _clamp(seconds):
    """Round to what a column takes."""
    return max(min(round(seconds), 2**31 - 1), -(2**31 - 1))


def _as_answer(flag):
    return {True: "yes", False: "no"}.get(flag, "unknown")
