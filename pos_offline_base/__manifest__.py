# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Base",
    "summary": "What the modules of the POS offline suite stand on",
    "description": """
The shared ground of the POS offline suite: the durable store on the vendored IndexedDB library, the
place of the indicators in the till's navigation bar and the settings block.
""",
    "version": "19.0.1.0.0",
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
        "web.assets_unit_tests": ["pos_offline_base/static/tests/unit/**/*"],
    },
}
