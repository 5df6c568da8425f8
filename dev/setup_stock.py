"""Runs inside ``odoo shell``: the cashier, names and warm bundles of the stock template."""
# ruff: noqa: F821

env = env(context={**env.context, "lang": "en_US"})
env["res.users"].create(
    {
        "name": "Casey Cashier",
        "login": "cashier",
        "password": "cashier",
        "email": "cashier@example.com",
        "group_ids": [(6, 0, [
            env.ref("base.group_user").id,
            env.ref("point_of_sale.group_pos_user").id,
        ])],
    }
)
env.cr.commit()
