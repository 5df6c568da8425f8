# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Session Recovery",
    "summary": "The cashier's place survives a refresh, a crash and a power cut",
    "description": """
Keeps the cashier's place (order, lines, customer, notes, payment lines in progress, screen,
selected line, typed number) at every change, in two stores of the browser. After a refresh, a
closed tab, a kill or a power cut the till stands where it stood. What cannot simply come back (a
closed session, an order that was paid elsewhere, a missing product, another cashier) has an answer
of its own, and the last orders are kept in a list. No data of the server is changed.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["pos_offline_base"],
    "data": ["views/res_config_settings_views.xml"],
    "assets": {
        "point_of_sale._assets_pos": ["pos_session_recovery/static/src/app/**/*"],
        "web.assets_tests": ["pos_session_recovery/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["pos_session_recovery/static/tests/unit/**/*"],
    },
}
