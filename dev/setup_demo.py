"""Runs inside ``odoo shell``: three shops, open for business, for the demo."""
# ruff: noqa: F821

# Odoo lets no superuser open a shop.
shops = env(user=env.ref("base.user_admin").id)["pos.config"]
sender = shops.browse(env.ref("point_of_sale.pos_config_main").id)
receiver = shops.browse(env.ref("point_of_sale.pos_config_clothes").id)
restaurant = shops.browse(env.ref("pos_restaurant.pos_config_main_restaurant").id)

if "is_sync_sender" in sender:
    sender.is_sync_sender = True
    receiver.is_sync_receiver = True

# One point for each unit of money that a customer spends in the furniture shop.
env["loyalty.program"].create(
    {
        "name": "Loyalty card of the Furniture Shop",
        "program_type": "loyalty",
        "trigger": "auto",
        "applies_on": "both",
        "pos_ok": True,
        "pos_config_ids": [(6, 0, sender.ids)],
        "rule_ids": [(0, 0, {"reward_point_mode": "money", "reward_point_amount": 1})],
        "reward_ids": [(0, 0, {"reward_type": "discount", "discount": 10, "required_points": 200})],
    }
)

# The restaurant asks who is there: a waiter with a PIN, and the admin.
waiter = {"name": "Wendy Waiter", "pin": "1234", "company_id": restaurant.company_id.id}
waiter = env["hr.employee"].create(waiter)
manager = env.ref("base.user_admin").employee_id
restaurant.write(
    {
        "module_pos_hr": True,
        "basic_employee_ids": [(4, waiter.id)],
        "advanced_employee_ids": [(4, manager.id)] if manager else [],
    }
)

# Cashiers of a shop enter new customers.
cashier = env["res.users"].search([("login", "=", "cashier")])
cashier.group_ids += env.ref("base.group_partner_manager")

for config in sender + receiver + restaurant:
    config.open_ui()
    config.current_session_id.set_opening_control(0, "")

env.cr.commit()
