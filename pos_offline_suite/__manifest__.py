# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline Suite",
    "summary": "The Point of Sale keeps selling when the network, the server or the browser fails",
    "description": """
One click installs the whole suite. The till opens and sells without the server, the cashier's place
comes back after a crash, customers are entered offline, orders go from till to till, and in the end
every order and every customer is on the server once. Uninstalled, it leaves the modules that it has
brought; each of them can be uninstalled by itself.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": [
        "pos_customer_offline_queue",
        "pos_multi_session_sync",
        "pos_offline_base",
        "pos_offline_cache",
        "pos_offline_monitor",
        "pos_session_recovery",
    ],
    "images": ["static/description/banner.png"],
    "application": True,
}
