# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import new_test_user, tagged

from .common import MonitorCase


@tagged("post_install", "-at_install")
class TestDashboard(MonitorCase):
    def see(self, user=None, shop=None):
        """Return what the card of a shop says to a user, a manager by default."""
        self.env.invalidate_all()
        user = user or self.manager
        return (shop or self.shop).with_user(user).with_context(tz="UTC").offline_tills

    def test_a_shop_without_tills_says_nothing(self):
        self.assertFalse(self.see())

    def test_tills_that_are_well_are_one_word(self):
        self.report()
        self.assertEqual(self.see(), {"state": "green", "lines": [], "more": ""})

    def test_a_till_that_needs_somebody_says_why_and_since_when(self):
        self.report(waiting=self.waiting(failed=1))
        said = self.see()
        self.assertEqual(said["state"], "attention")
        (line,) = said["lines"]
        self.assertEqual(line["state"], "stuck")
        self.assertIn("Till 7: 1 refused, last seen 10:15", line["text"].replace("\u202f", " "))

    def test_a_silent_till_says_its_day_when_it_is_not_today(self):
        self.report()
        self.pass_time(minutes=5)
        self.assertIn("Till 7: silent", self.see()["lines"][0]["text"])
        self.pass_time(days=1)
        self.assertIn("3/4/26", self.see()["lines"][0]["text"])

    def test_many_troubled_tills_are_a_few_lines_with_the_worst_first(self):
        for device in ("1", "2", "3"):
            self.report(device=device, ready=False)
        for device in ("8", "9"):
            self.report(device=device, waiting=self.waiting(failed=2))
        said = self.see()
        self.assertEqual([line["state"] for line in said["lines"]], ["stuck", "stuck", "not_ready"])
        self.assertEqual(said["more"], "and 2 more")

    def test_a_closed_shop_says_neither_fine_nor_silent(self):
        self.report()
        self.session.state = "closed"
        self.pass_time(hours=1)
        self.assertEqual(self.see()["state"], "closed")

    def test_a_cashier_sees_the_own_till_others_none(self):
        self.report()
        self.assertTrue(self.see(self.cashier))
        self.assertFalse(self.see(self.plain))
        self.assertFalse(
            self.see(new_test_user(self.env, "monitor_none", groups="base.group_user"))
        )

    def test_a_manager_of_another_company_sees_nothing(self):
        self.report()
        foreign, _user = self.make_foreign_shop()
        boss = new_test_user(
            self.env,
            "foreign_boss",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=foreign.company_id.id,
            company_ids=[foreign.company_id.id],
        )
        tills = self.shop.with_user(boss)._search_offline_tills()
        self.assertFalse(tills)

    def test_all_shops_are_read_together(self):
        shops = self.shop
        for number in range(5):
            shop = shops.create({"name": f"Shop {number}"})
            session = self.open_session(shop)
            self.report(config=shop.with_user(self.cashier), session=session.id)
            shops |= shop
        few, many = self.count(shops[:1]), self.count(shops)
        self.assertLessEqual(many, few)
        self.assertLessEqual(many, 4)

    def count(self, shops):
        """Return how many queries the cards of some shops take."""
        self.env.invalidate_all()
        shops = shops.with_user(self.manager)
        self.assertTrue(self.manager.has_group("point_of_sale.group_pos_manager"))
        before = self.env.cr.sql_log_count
        shops.mapped("offline_tills")
        return self.env.cr.sql_log_count - before

    def test_a_tap_opens_the_board_of_that_shop(self):
        action = self.shop.with_user(self.manager).action_open_offline_tills()
        self.assertEqual(action["res_model"], "pos.offline.device")
        self.assertEqual(action["domain"], [("config_id", "=", self.shop.id)])

    def test_the_till_itself_does_not_load_it(self):
        self.report()
        (values,) = self.shop._load_pos_data_read(self.shop, self.shop)
        self.assertNotIn("offline_tills", values)

    def test_a_session_has_its_tills(self):
        self.report()
        self.assertEqual(self.session.with_user(self.manager).offline_device_ids, self.get_till())
        self.env.invalidate_all()
        self.assertFalse(self.session.with_user(self.plain).offline_device_ids)

    def test_the_views_open_for_a_manager(self):
        for model, kind, field in (
            ("pos.config", "kanban", "offline_tills"),
            ("pos.session", "form", "offline_device_ids"),
        ):
            view = (
                self.env[model]
                .with_user(self.manager)
                .get_view(
                    self.env.ref(
                        f"pos_offline_monitor.{model.replace('.', '_')}_view_{kind}"
                    ).inherit_id.id,
                    kind,
                )
            )
            self.assertIn(field, view["arch"])
