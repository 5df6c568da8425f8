# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Orders",
    "summary": "A paid order reaches the server once, confirmed",
    "description": """
What a till sells without the server is on its disk before the receipt is shown, is sent once, and
counts as sent when the server has said so. What the server refuses is told in plain words. Changes
of open orders outlive reloads and other devices, and defects of the stock Point of Sale on the way
of an order are repaired.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    # Its patches lie below those of the modules on top of the base, whatever their names.
    "sequence": 50,
    "depends": ["pos_offline_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/pos_offline_orders_security.xml",
        "wizard/pos_offline_order_deliver_views.xml",
        "wizard/pos_offline_order_void_views.xml",
        "views/pos_offline_order_views.xml",
        "views/pos_order_views.xml",
        "views/pos_session_views.xml",
    ],
    "auto_install": True,
    "assets": {
        "point_of_sale._assets_pos": ["pos_offline_orders/static/src/app/**/*"],
        "web.assets_unit_tests": ["pos_offline_orders/static/tests/unit/**/*"],
    },
}
