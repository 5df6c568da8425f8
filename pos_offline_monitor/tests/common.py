# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.addons.pos_offline_base.tests.common import OperationCase

TOKEN = "a" * 32
OTHER_TOKEN = "b" * 32
NOW = datetime(2026, 3, 4, 10, 15)


class MonitorCase(OperationCase):
    """A shop with an open session and a till that reports; the clock stands until `pass_time`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.rules = cls.env["pos.offline.alert.rule"].create(
            {"company_id": cls.shop.company_id.id, "user_id": cls.manager.id}
        )
        cls.session = cls.open_session(cls.shop)

    @classmethod
    def open_session(cls, shop):
        """Return a new open session of a shop."""
        session = shop.env["pos.session"].create({"config_id": shop.id, "user_id": cls.env.uid})
        session.state = "opened"
        return session

    def setUp(self):
        super().setUp()
        self.time = NOW

    def pass_time(self, **passed):
        """Turn the clock on; ends with the test."""
        self.time += timedelta(**passed)
        self.startPatcher(freeze_time(self.time))
        self.env.invalidate_all()

    def make_report(self, **values):
        """Return what a till that is well reports."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        report = {
            "protocol": 1,
            "database": database,
            "device": "7",
            "session": self.session.id,
            "token": TOKEN,
            "now": (self.time - datetime(1970, 1, 1)).total_seconds() * 1000,
            "cashier": None,
            "version": "19.0.1.0.0",
            "release": None,
            "browser": "Chrome 140, Linux",
            "connection": {"status": "online", "layer": None, "age": 60},
            "outages": [],
            "waiting": [],
            "failures": {},
            "storage": {"used": 5_000_000, "quota": 1_000_000_000, "persisted": True},
            "ready": True,
            "reasons": [],
            "sale": None,
        }
        return {**report, **values}

    def report(self, config=None, **values):
        """Send a report as the cashier; return the answer."""
        return (config or self.config).report_offline_till(self.make_report(**values))

    def run_cron(self):
        """Look at all tills, as each minute; return how many of them have changed."""
        with patch.object(self.env.registry["ir.cron"], "_commit_progress") as commit:
            self.env["pos.offline.alert"].sudo()._run_rules()
        self.env.invalidate_all()
        return commit.call_count

    def get_till(self, device="7", shop=None):
        """Return the row of a till."""
        domain = [("config_id", "=", (shop or self.shop).id), ("device", "=", device)]
        return self.env["pos.offline.device"].search(domain)

    @staticmethod
    def waiting(count=1, failed=0, age=10, name="orders"):
        """Return what a till says of one status provider."""
        return [{"name": name, "label": "Orders", "count": count, "failed": failed, "age": age}]
