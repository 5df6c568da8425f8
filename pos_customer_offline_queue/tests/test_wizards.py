# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase

RESOLVE, LINE = "pos.customer.offline.resolve", "pos.customer.offline.resolve.line"
DISCARD = "pos.customer.offline.discard"


@tagged("post_install", "-at_install")
class TestWizards(CustomerCase):
    """A manager's dialog, with a colleague and another company's manager who know its number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign_shop, cls.foreigner = cls.make_foreign_shop(cls)
        cls.foreigner.group_ids += cls.env.ref("point_of_sale.group_pos_manager")
        cls.colleague = new_test_user(
            cls.env,
            "wizard_colleague",
            groups="base.group_user,base.group_partner_manager,point_of_sale.group_pos_manager",
        )

    def setUp(self):
        super().setUp()
        self.shop.offline_customer_conflict_policy = "ask"
        self.customer = self.make_customer(city="Antwerp", phone="+32470000001")
        self.log = self.make_conflict(self.customer)
        self.wizard = self.env[RESOLVE].with_user(self.manager).create({"log_id": self.log.id})

    def make_conflict(self, customer):
        result = self.send_write(customer, {"city": "Ghent"}, {"city": "Liege"})
        return self.get_log(result)

    def test_dialog_of_another_is_not_read_changed_or_pressed(self):
        for user in (self.foreigner, self.colleague, self.cashier):
            theirs = self.wizard.with_user(user)
            for act in (
                lambda w=theirs: w.read(["log_id"]),
                lambda w=theirs: w.line_ids.read(["till"]),
                lambda w=theirs: w.line_ids.write({"side": "edited", "edited": "+666"}),
                lambda w=theirs: w.line_ids.unlink(),
                lambda w=theirs: w.write({"partner_id": False}),
                lambda w=theirs: w.action_apply(),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    self.env.invalidate_all()
                    act()
        for model in (RESOLVE, LINE):
            self.assertFalse(self.env[model].with_user(self.foreigner).search([]))
            self.assertTrue(self.env[model].with_user(self.manager).search([]))

    def test_own_dialog_does_not_open_what_is_another_companys(self):
        value = self.log.value_ids[0]
        their_log = self.get_log(
            self.send_one(self.make_create(), self.foreign_shop.with_user(self.foreigner))
        )
        mine = self.env[RESOLVE].with_user(self.foreigner).create({"log_id": their_log.id})
        for act in (
            lambda: mine.create({"log_id": self.log.id}),
            lambda: mine.write({"log_id": self.log.id}),
            lambda: mine.write({"partner_id": self.make_private().id}),
            lambda: (
                self.env[DISCARD]
                .with_user(self.foreigner)
                .create({"log_id": self.log.id, "reason": "x"})
            ),
            lambda: (
                self.env[LINE]
                .with_user(self.foreigner)
                .create({"wizard_id": mine.id, "value_id": value.id})
            ),
            lambda: mine.onchange({"log_id": self.log.id}, ["log_id"], self.get_shown()),
        ):
            with self.assertRaises(UserError):  # of rights or of values
                act()
                self.env.flush_all()

    def make_private(self):
        return self.make_customer(company_id=self.env.company.id)

    def get_shown(self):
        lines = {name: {} for name in ("label", "base", "server", "till")}
        return {"log_id": {}, "message": {}, "line_ids": {"fields": lines}, "partner_id": {}}

    def test_line_of_one_log_is_not_decided_in_the_dialog_of_another(self):
        other = self.make_conflict(self.make_customer(city="Antwerp"))
        line = self.wizard.line_ids
        for act in (
            lambda: line.write({"value_id": other.value_ids[0].id, "side": "till"}),
            lambda: line.create({"wizard_id": self.wizard.id, "value_id": other.value_ids[0].id}),
        ):
            with self.assertRaises(ValidationError):
                act()

    def test_dialog_that_turns_to_another_log_shows_that_ones_lines(self):
        other = self.make_conflict(self.make_customer(city="Antwerp"))
        self.wizard.log_id = other.id
        self.env.flush_all()
        self.assertEqual(self.wizard.line_ids.value_id, other.value_ids)

    def test_customers_who_do_not_match_are_not_merged(self):
        self.shop.offline_customer_duplicate_policy = "review"
        log = self.get_log(self.send_create({"phone": "+32470000001"}))
        wizard = self.env[RESOLVE].with_user(self.manager).create({"log_id": log.id})
        self.assertEqual(wizard.partner_id, self.customer)
        wizard.partner_id = self.make_customer()
        with self.assertRaises(UserError):
            wizard.action_merge()

    def test_context_of_a_manager_sets_no_field_and_decides_nothing(self):
        self.shop.offline_customer_duplicate_policy = "ask"
        result = self.send_create({"phone": "+32470000001"})
        stranger = self.make_customer()
        smuggled = {
            "default_comment": "smuggled",
            "default_ref": "SMUG",
            "offline_customer_decision": stranger.id,
        }
        log = self.get_log(result).with_user(self.manager).with_context(**smuggled)
        log.action_retry()
        self.assertEqual((log.state, log.cause), ("failed", "duplicate"))
        wizard = self.env[RESOLVE].with_user(self.manager).with_context(**smuggled)
        Form(wizard.with_context(default_log_id=log.id)).save().action_create()
        self.assertEqual(log.state, "resolved")
        self.assertFalse(log.partner_id.ref or log.partner_id.comment)
