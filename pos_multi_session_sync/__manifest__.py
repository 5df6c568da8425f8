# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Multi Session Sync",
    "summary": "Orders are handed from one till to another, also without live updates",
    "description": """
One till takes the order, another one is paid. A till sends an order to one, several or the first
free till; the others see it at once, look into it, take it or give it back with a reason. Only one
gets it, nothing comes twice, and every step is kept with its time, its person and its till.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["pos_offline_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/pos_multi_session_sync_security.xml",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "wizard/pos_sync_reason_views.xml",
        "views/pos_sync_templates.xml",
        "views/pos_sync_order_views.xml",
        "views/pos_sync_transfer_views.xml",
        "views/pos_config_views.xml",
        "views/pos_order_views.xml",
        "views/pos_session_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": ["demo/pos_sync_order_demo.xml"],
    "assets": {
        "point_of_sale._assets_pos": ["pos_multi_session_sync/static/src/app/**/*"],
        "web.assets_tests": ["pos_multi_session_sync/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["pos_multi_session_sync/static/tests/unit/**/*"],
    },
}
