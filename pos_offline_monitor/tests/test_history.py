# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from unittest.mock import patch

from odoo.tests import tagged

from ..models import pos_offline_outage
from .common import MonitorCase

MINUTE = 60
HOUR = 60 * MINUTE


@tagged("post_install", "-at_install")
class TestHistory(MonitorCase):
    @staticmethod
    def outage(begin, end, number=1, layer="network"):
        """Return a time offline, by how many seconds ago it began and ended."""
        return {"id": number, "begin": begin, "end": end, "layer": layer}

    def test_a_time_offline_is_told_once_however_often_it_comes(self):
        outage = self.outage(10 * MINUTE, 5 * MINUTE)
        self.report(outages=[outage])
        self.pass_time(minutes=1)
        self.report(outages=[outage, outage])
        (kept,) = self.get_till().outage_ids
        self.assertEqual((kept.minutes, kept.layer), (5, "network"))
        self.assertEqual(sum(self.get_till().hour_ids.mapped("offline_minutes")), 5)

    def test_a_time_offline_counts_in_each_hour_that_it_touched(self):
        self.report(outages=[self.outage(2 * HOUR, 30 * MINUTE)])  # 8:15 to 9:45
        hours = self.get_till().hour_ids.sorted("hour")
        minutes = {hour.hour.hour: hour.offline_minutes for hour in hours}
        self.assertEqual(minutes, {8: 45, 9: 45, 10: 0})

    def test_the_worst_of_an_hour_stays(self):
        self.report(waiting=self.waiting(count=7, failed=2, age=5 * MINUTE))
        self.pass_time(minutes=1)
        self.report()
        (hour,) = self.get_till().hour_ids
        self.assertEqual((hour.reports, hour.waiting_max, hour.failed_max), (2, 7, 2))
        self.assertEqual(hour.oldest_max, 5)

    def test_an_hour_of_reports_is_one_row(self):
        for _each in range(30):
            self.report()
            self.pass_time(minutes=1)
        self.assertEqual(len(self.get_till().hour_ids), 1)

    def test_a_till_keeps_so_many_times_offline_and_no_more(self):
        with patch.object(pos_offline_outage, "MAX_OUTAGES", 5):
            outages = [self.outage(n * 100 + 50, n * 100, n) for n in range(20)]
            self.report(outages=outages)
            kept = self.get_till().outage_ids
        self.assertEqual(len(kept), 5)
        self.assertEqual(min(kept.mapped("number")), "0", "the newest ones stay")

    def test_what_is_older_than_all_that_is_kept_makes_no_row(self):
        days = 24 * HOUR
        self.report(outages=[self.outage(900 * days, 40 * days), self.outage(400 * days, 60, 2)])
        till = self.get_till()
        self.assertEqual(till.outage_ids.mapped("number"), ["2"])
        self.assertLessEqual(len(till.hour_ids), 31 * 24)

    def test_old_history_is_dropped(self):
        self.report(outages=[self.outage(HOUR, MINUTE)], waiting=self.waiting(failed=1))
        self.pass_time(minutes=1)
        self.report()
        till = self.get_till()
        self.assertTrue(till.outage_ids and till.hour_ids and till.alert_ids)
        self.pass_time(days=120)
        self.env["pos.offline.outage"]._gc_outages()
        self.env["pos.offline.hour"]._gc_hours()
        self.env["pos.offline.alert"]._gc_alerts()
        self.assertFalse(till.outage_ids or till.hour_ids or till.alert_ids)
        self.env["pos.offline.device"]._gc_devices()
        self.assertFalse(till.exists())

    def test_a_till_that_never_came_back_with_its_sales_is_not_forgotten(self):
        self.report(waiting=self.waiting())
        self.pass_time(days=120)
        self.env["pos.offline.device"]._gc_devices()
        self.assertTrue(self.get_till())
