# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import inspect

from odoo.tests import TransactionCase, new_test_user, tagged

HOOK = "_load_pos_data_"


def find_hooks(env, modules):
    """Return ``(model, name, function)`` of each loading hook that one of ``modules`` defines."""
    return [
        (model, name, function)
        for model, registered in env.registry.items()
        for part in registered.__mro__
        if part.__module__.startswith(tuple(f"odoo.addons.{module}." for module in modules))
        for name, function in vars(part).items()
        if name.startswith(HOOK)
    ]


@tagged("post_install", "-at_install")
class TestLoadHooks(TransactionCase):
    """Odoo calls the hooks with a point of sale, or with its number (``pos_sale`` does)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env["pos.config"].create({"name": "Hooked Shop"})
        cls.plain = new_test_user(
            cls.env, "hooked_plain", groups="base.group_user,point_of_sale.group_pos_user"
        )

    def test_hooks_are_found_wherever_a_module_defines_them(self):
        found = [
            (model, name) for model, name, _function in find_hooks(self.env, ["point_of_sale"])
        ]
        self.assertIn(("res.partner", "_load_pos_data_fields"), found)
        self.assertIn(("pos.config", "_load_pos_data_read"), found)

    def test_every_hook_of_the_suite_takes_a_record_and_a_number(self):
        env = self.env(user=self.plain)
        for model, name, function in find_hooks(env, self._get_suite()):
            for config in (self.shop.with_env(env), self.shop.id):
                with self.subTest(model=model, hook=name, config=config):
                    self._call(env[model], function, config)

    def test_point_of_sale_of_a_hook_is_the_record_itself_or_the_one_of_that_number(self):
        configs = self.env["pos.config"]
        self.assertIs(configs._browse_loading(self.shop), self.shop)
        self.assertEqual(configs._browse_loading(self.shop.id), self.shop)

    def _get_suite(self):
        base = self.env["ir.module.module"].search([("name", "=", "pos_offline_base")])
        below = base.downstream_dependencies(exclude_states=("uninstalled",))
        return (base | below).mapped("name")

    def _call(self, records, function, config):
        given = {"data": {}, "records": records.search([], limit=1), "config": config}
        wanted = list(inspect.signature(function).parameters)[1:]
        function(records, *(given[name] for name in wanted))
