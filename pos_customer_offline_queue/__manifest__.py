# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Customer Queue",
    "summary": "Customers are entered, changed and used on orders without the server",
    "description": """
The till creates and edits customers with the server gone. What was entered waits on the till and is
applied once when the server is back: changes are merged field by field with what others changed,
the same customer entered twice becomes one, and managers see and decide what nobody else can.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["pos_offline_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/pos_customer_offline_queue_security.xml",
        "data/pos_customer_offline_field_data.xml",
        "wizard/pos_customer_offline_resolve_views.xml",
        "wizard/pos_customer_offline_discard_views.xml",
        "views/pos_customer_offline_log_views.xml",
        "views/pos_order_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": ["demo/pos_customer_offline_queue_demo.xml"],
    "assets": {
        "point_of_sale._assets_pos": ["pos_customer_offline_queue/static/src/app/**/*"],
        "web.assets_tests": ["pos_customer_offline_queue/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["pos_customer_offline_queue/static/tests/unit/**/*"],
    },
}
