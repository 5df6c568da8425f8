# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Base",
    "summary": "What the modules of the POS offline suite stand on",
    "description": """
The shared ground of the POS offline suite. The till knows how it stands with the server and what
failed; a sale never waits for the network; what is not on the server yet is counted, explained and
sent once; and nothing of it is dropped by a reset. With a durable store, a connection monitor, an
outbox and its ledger on the server, the sync status and the reset guard.
""",
    "version": "19.0.1.1.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["point_of_sale"],
    "data": [
        "security/ir.model.access.csv",
        "security/pos_offline_base_security.xml",
        "views/pos_index_templates.xml",
        "views/pos_offline_operation_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "pos_offline_base/static/lib/idb/umd.js",
            "pos_offline_base/static/src/app/**/*",
        ],
        # A page that Odoo draws for nobody signed in drops what is a copy.
        "web.assets_frontend_minimal": ["pos_offline_base/static/src/frontend/**/*"],
        "web.assets_tests": ["pos_offline_base/static/tests/tours/**/*"],
        "web.assets_unit_tests_setup": [
            ("remove", "pos_offline_base/static/src/app/connection/start_connection.js"),
        ],
        "web.assets_unit_tests": [
            "pos_offline_base/static/src/frontend/**/*",
            "pos_offline_base/static/tests/unit/**/*",
        ],
    },
}
