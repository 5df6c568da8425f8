# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Monitor",
    "summary": "Managers see every till: its connection, what waits, what failed, and get told",
    "description": """
Each till reports once a minute how it stands, and at once when something fails or recovers: its
connection, what waits for the server and since when, what was refused and why, the space on its
disk, its clock, and whether it is ready for an outage. Managers see it on a board, and rules turn
it into activities that close themselves. A report never disturbs a sale.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["pos_offline_base"],
    "data": [
        "security/ir.model.access.csv",
        "security/pos_offline_monitor_security.xml",
        "data/ir_cron_data.xml",
        "views/pos_offline_outage_views.xml",
        "views/pos_offline_hour_views.xml",
        "views/pos_offline_alert_views.xml",
        "views/pos_offline_alert_rule_views.xml",
        "views/pos_offline_device_views.xml",
        "views/pos_config_views.xml",
        "views/pos_session_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["pos_offline_monitor/static/src/app/**/*"],
        "web.assets_unit_tests": ["pos_offline_monitor/static/tests/unit/**/*"],
    },
}
