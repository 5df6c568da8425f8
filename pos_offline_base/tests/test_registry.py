# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What holds for every model and field of the suite, of whichever module and of those to come."""

from odoo.exceptions import AccessError
from odoo.modules import Manifest
from odoo.tests import new_test_user, tagged

from odoo.addons.pos_offline_base.tests.common import OperationCase


@tagged("post_install", "-at_install")
class TestRegistry(OperationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        installed = cls.env["ir.module.module"].search([("state", "=", "installed")])
        cls.suite = {
            module.name
            for module in installed
            if "pos_offline_base" in (module.name, *Manifest.for_addon(module.name)["depends"])
        }

    def get_wizards(self):
        """Return the transient models that modules of the suite have made."""
        return [
            model
            for model in self.env.values()
            if model._transient and model._original_module in self.suite
        ]

    def get_settings(self, model):
        """Return the names of the fields that modules of the suite have added to a model."""
        return [
            field.name
            for field in self.env["ir.model.fields"].search([("model", "=", model)])
            if self.suite.issuperset(field.modules.split(", ") if field.modules else ["base"])
        ]

    def test_each_wizard_is_its_users_alone(self):
        for wizard in self.get_wizards():
            with self.subTest(wizard._name):
                rules = self.env["ir.rule"].search([("model_id.model", "=", wizard._name)])
                of_all = rules.filtered(lambda rule: not rule.groups)
                self.assertIn("[('create_uid', '=', user.id)]", of_all.mapped("domain_force"))
                self.assertTrue(all(of_all.mapped("perm_read") + of_all.mapped("perm_write")))

    def test_no_wizard_reads_as_superuser(self):
        for wizard in self.get_wizards():
            with self.subTest(wizard._name):
                fields = wizard._fields.values()
                self.assertFalse([field.name for field in fields if field.compute_sudo])
                self.assertIsInstance(wizard, self.env.registry["pos.offline.wizard.mixin"])

    def test_each_setting_of_the_shop_is_known_to_the_guard(self):
        settings = self.get_settings("pos.config")
        self.assertIn("offline_deadline", settings)
        self.assertEqual(set(settings), self.env["pos.config"]._get_offline_settings())

    def test_no_setting_is_a_companys_whom_nobody_guards(self):
        self.assertFalse(self.get_settings("res.company"))

    def test_nobody_but_a_manager_writes_a_setting(self):
        _shop, foreigner = self.make_foreign_shop()
        foreigner.group_ids += self.env.ref("point_of_sale.group_pos_manager")
        others = [self.plain, self.cashier, foreigner]
        for login, group in (("portal", "base.group_portal"), ("office", "base.group_user")):
            others.append(new_test_user(self.env, f"registry_{login}", groups=group))
        for name in self.get_settings("pos.config"):
            value = self.shop[name] if not self.shop._fields[name].relational else []
            for user in others:
                with self.subTest(f"{name} by {user.login}"), self.assertRaises(AccessError):
                    self.shop.with_user(user).write({name: value})
            with self.subTest(name), self.assertRaises(AccessError):
                self.env["pos.config"].with_user(self.plain).create({"name": "x", name: value})

    def test_manager_writes_each_setting_but_the_servers_own(self):
        mine = self.shop.with_user(self.manager)
        for name in self.get_settings("pos.config"):
            field = self.shop._fields[name]
            value = self.shop[name].ids if field.relational else self.shop[name]
            with self.subTest(name):
                if field.readonly:
                    with self.assertRaises(AccessError):
                        mine.write({name: value})
                    with self.assertRaises(AccessError):
                        mine.with_context(**{f"default_{name}": value}).copy()
                else:
                    mine.write({name: value})
