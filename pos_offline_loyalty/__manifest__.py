# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
{
    "name": "POS Offline: Loyalty",
    "summary": "Points, gift cards and eWallets come right over any outage",
    "description": """
Between the POS offline suite and Odoo's loyalty. A customer who is chosen without the server gets
the points of the sale; what a sale brings to cards, takes from them or makes of them is on the
till's disk before the sale is sent, and reaches the server once.
""",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "POS Offline Suite contributors",
    "license": "LGPL-3",
    "depends": ["pos_offline_orders", "pos_loyalty"],
    "auto_install": True,
    "assets": {
        "point_of_sale._assets_pos": ["pos_offline_loyalty/static/src/app/**/*"],
    },
}
