# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from contextlib import contextmanager

from odoo import fields
from odoo.tests import tagged

from odoo.addons.pos_offline_base.tests.common import ConcurrentCase, committed

from ..models.pos_offline_device_report import _hash
from .common import NOW, TOKEN, MonitorCase


@tagged("post_install", "-at_install")
class TestConcurrency(ConcurrentCase):
    """Reports and the rules of each minute beside each other, in real transactions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._remove_tills)
        values = {"config_id": cls.config_id, "waiting_count": 1, "failed_count": 1}
        with committed() as env:
            tills = env["pos.offline.device"].create(
                [{**values, "device": device} for device in ("1", "2")]
            )
            tills[0].write({"token_hash": _hash(TOKEN), "token_session": 1})
            cls.till_ids = tills.ids

    @classmethod
    def _remove_tills(cls):
        with committed() as env:
            env["pos.offline.device"].browse(cls.till_ids).unlink()

    def setUp(self):
        super().setUp()
        with committed() as env:
            self._get_alerts(env).activity_id.unlink()
            self._get_alerts(env).unlink()

    def _get_alerts(self, env):
        return env["pos.offline.alert"].search([("device_id", "in", self.till_ids)])

    @contextmanager
    def hold_first(self):
        """Hold the row of the first till, as its own report does until its transaction ends."""
        with committed() as env:
            env.cr.execute("SET LOCAL lock_timeout = '5s'")
            env["pos.offline.device"].browse(self.till_ids[0]).lock_for_update(
                allow_referencing=True
            )
            yield

    def run_rules(self):
        """Look at all tills; return those that have an alert then."""
        self.env.cr.execute("SET LOCAL lock_timeout = '5s'")
        self.env["pos.offline.alert"]._run_rules()
        with committed() as env:
            return self._get_alerts(env).device_id.ids

    def test_the_rules_wait_for_no_report(self):
        with self.hold_first():
            self.assertEqual(self.run_rules(), self.till_ids[1:])
        self.assertEqual(sorted(self.run_rules()), self.till_ids, "the next minute finds it")

    def test_a_till_that_reports_meanwhile_stops_no_other(self):
        self.env.cr.execute("SELECT 1")  # from here on this transaction sees nothing new
        with committed() as env:
            till = env["pos.offline.device"].browse(self.till_ids[0])
            till.last_seen = fields.Datetime.now()
        self.assertEqual(self.run_rules(), self.till_ids[1:])

    def test_a_report_waits_for_nobody(self):
        with self.hold_first(), committed(self.user_id) as env:
            env.cr.execute("SET LOCAL lock_timeout = '5s'")
            case = type("Case", (), {"env": env, "time": NOW})()
            case.session = env["pos.session"].browse(1)
            report = MonitorCase.make_report(case, device="1")
            answer = env["pos.config"].browse(self.config_id).report_offline_till(report)
        self.assertEqual(answer["status"], "later")
