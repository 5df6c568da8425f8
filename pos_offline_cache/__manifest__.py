# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Cache",
    "summary": "After one online visit the till opens with the server gone",
    "description": """
Replaces the service worker of the Point of Sale. One online visit stores a whole release of the
till (code, styles, fonts, translations, sounds) and what the till must read to start, encrypted for
the signed-in user. From then on the till opens on any of its addresses without the server, behind
a dead link, a failing proxy or a captive portal. Writes are never touched.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["pos_offline_base"],
    "data": [
        "views/pos_index_templates.xml",
        "views/emergency_page_templates.xml",
        "views/webclient_offline_templates.xml",
        "views/pos_config_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        # The page. The worker's own files stay out of it: see the next bundle.
        "point_of_sale._assets_pos": ["pos_offline_cache/static/src/app/**/*"],
        # The worker: libraries, then its modules; made into one script by the server.
        "pos_offline_cache.service_worker_assets": [
            "web/static/src/module_loader.js",
            "pos_offline_base/static/lib/idb/umd.js",
            "pos_offline_cache/static/lib/workbox/workbox-core.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-cacheable-response.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-routing.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-strategies.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-precaching.prod.js",
            "pos_offline_cache/static/src/worker/**/*",
        ],
        # A page that Odoo draws for nobody signed in forgets the user before.
        "web.assets_frontend_minimal": ["pos_offline_cache/static/src/frontend/**/*"],
        "web.assets_tests": ["pos_offline_cache/static/tests/tours/**/*"],
        "web.assets_unit_tests": [
            "pos_offline_base/static/lib/idb/umd.js",
            "pos_offline_cache/static/lib/workbox/workbox-core.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-routing.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-strategies.prod.js",
            "pos_offline_cache/static/lib/workbox/workbox-precaching.prod.js",
            "pos_offline_cache/static/src/worker/**/*",
            ("remove", "pos_offline_cache/static/src/worker/service_worker.js"),
            "pos_offline_cache/static/tests/unit/**/*",
        ],
    },
    "uninstall_hook": "_uninstall_hook",
}
