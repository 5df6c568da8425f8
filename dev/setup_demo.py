"""Runs inside ``odoo shell``: two shops, open for business, for the demo."""
# ruff: noqa: F821

# Odoo lets no superuser open a shop.
shops = env(user=env.ref("base.user_admin").id)["pos.config"]
sender = shops.browse(env.ref("point_of_sale.pos_config_main").id)
receiver = shops.browse(env.ref("point_of_sale.pos_config_clothes").id)

if "is_sync_sender" in sender:
    sender.is_sync_sender = True
    receiver.is_sync_receiver = True

for config, name in ((sender, "Furniture Shop (sender)"), (receiver, "Clothes Shop (receiver)")):
    config.name = name
    config.open_ui()
    config.current_session_id.set_opening_control(0, "")

env.cr.commit()
