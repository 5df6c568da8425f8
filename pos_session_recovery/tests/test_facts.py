# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.point_of_sale.tests.common import CommonPosTest


@tagged("post_install", "-at_install")
class TestFacts(CommonPosTest):
    """What the server tells a till that wants to bring an order back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls.pos_config_usd
        cls.product = cls.ten_dollars_no_tax.product_variant_id
        groups = "base.group_user,point_of_sale.group_pos_user"
        cls.cashier = new_test_user(
            cls.env,
            login="facts_cashier",
            groups=groups,
            company_id=cls.config.company_id.id,
            company_ids=[(6, 0, cls.config.company_id.ids)],
        )
        cls.order = cls._order()

    @classmethod
    def _order(cls):
        order, _refund = cls.create_backend_pos_order(
            cls,
            {
                "line_data": [{"qty": 2, "product_id": cls.product.id}],
                "order_data": {"uuid": "facts-order"},
                "pos_config": cls.config,
            },
        )
        return order

    def _ask(self, uuids=(), products=(), user=None):
        config = self.config.with_user(user or self.cashier)
        return config.get_recovery_facts(list(uuids), list(products))

    def test_cashier_reads_what_became_of_an_order_line_by_line(self):
        facts = self._ask(["facts-order"])["orders"]["facts-order"]
        self.assertEqual(facts["state"], "draft")
        self.assertEqual(facts["session"], self.config.current_session_id.id)
        self.assertEqual([(line["qty"], line["price"]) for line in facts["lines"]], [(2.0, 10.0)])

    def test_an_order_that_was_never_saved_is_not_named(self):
        self.assertEqual(self._ask(["nobody-knows"])["orders"], {})

    def test_a_cancelled_order_is_named_with_its_state(self):
        self.order.action_pos_order_cancel()
        self.assertEqual(self._ask(["facts-order"])["orders"]["facts-order"]["state"], "cancel")

    def test_a_product_on_sale_is_sold(self):
        facts = self._ask(products=[self.product.id])["products"][str(self.product.id)]
        self.assertTrue(facts["sold"])
        self.assertTrue(facts["active"])

    def test_an_archived_product_is_not_sold_and_keeps_its_name(self):
        self.product.product_tmpl_id.active = False
        facts = self._ask(products=[self.product.id])["products"][str(self.product.id)]
        self.assertFalse(facts["sold"])
        self.assertFalse(facts["active"])
        self.assertEqual(facts["name"], self.product.display_name)

    def test_a_product_taken_out_of_the_point_of_sale_is_not_sold(self):
        self.product.available_in_pos = False
        facts = self._ask(products=[self.product.id])["products"][str(self.product.id)]
        self.assertFalse(facts["sold"])
        self.assertTrue(facts["active"])

    def test_a_product_of_a_category_that_this_shop_does_not_sell_is_not_sold(self):
        category = self.env["pos.category"].create({"name": "Only here"})
        self.config.write(
            {"limit_categories": True, "iface_available_categ_ids": [(6, 0, category.ids)]}
        )
        facts = self._ask(products=[self.product.id])["products"][str(self.product.id)]
        self.assertFalse(facts["sold"])

    def test_a_tip_is_sold_though_it_is_not_on_sale_by_itself(self):
        tip = self.env["product.product"].create({"name": "Tip", "available_in_pos": False})
        self.config.write({"iface_tipproduct": True, "tip_product_id": tip.id})
        self.assertTrue(self._ask(products=[tip.id])["products"][str(tip.id)]["sold"])

    def test_a_deleted_product_is_not_named(self):
        self.assertEqual(self._ask(products=[987654321])["products"], {})

    def test_what_no_till_sends_is_answered_with_nothing(self):
        config = self.config.with_user(self.cashier)
        for uuids, ids in ((5, None), (["a\x00", "\ud800", [], {}], [True, -1, 2**40, 0.5, "1"])):
            facts = config.get_recovery_facts(uuids, ids)
            self.assertEqual((facts["orders"], facts["products"]), ({}, {}))

    def test_what_is_no_uuid_and_no_id_is_ignored(self):
        facts = self._ask([None, 5, {"a": 1}], ["x", None, [1]])
        self.assertEqual((facts["orders"], facts["products"]), ({}, {}))

    def test_orders_of_another_company_are_not_told(self):
        other = self.env["res.company"].create({"name": "Facts of others"})
        stranger = new_test_user(
            self.env,
            login="facts_stranger",
            groups="base.group_user,point_of_sale.group_pos_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        with self.assertRaises(AccessError):
            self._ask(["facts-order"], user=stranger)

    def test_a_user_without_the_point_of_sale_is_refused(self):
        outsider = new_test_user(self.env, login="facts_outsider", groups="base.group_user")
        with self.assertRaises(AccessError):
            self._ask(["facts-order"], user=outsider)

    def test_asking_changes_nothing(self):
        before = (self.order.write_date, self.order.state, self.product.write_date)
        self._ask(["facts-order"], [self.product.id])
        self.env.invalidate_all()
        self.assertEqual((self.order.write_date, self.order.state, self.product.write_date), before)
