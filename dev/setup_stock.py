"""Runs inside ``odoo shell``: what the stock template has beyond a plain installation."""
# ruff: noqa: F821

# After the installation, because languages loaded with it replace English.
languages = (
    env["res.lang"].with_context(active_test=False).search([("code", "in", ["fr_FR", "ar_001"])])
)
env["base.language.install"].create({"lang_ids": [(6, 0, languages.ids)]}).lang_install()

groups = env.ref("base.group_user") + env.ref("point_of_sale.group_pos_user")
env["res.users"].create(
    {
        "name": "Casey Cashier",
        "login": "cashier",
        "password": "cashier",
        "email": "cashier@example.com",
        "group_ids": [(6, 0, groups.ids)],
    }
)
env.cr.commit()
