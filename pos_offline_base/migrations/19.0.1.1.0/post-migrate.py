# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Before 1.1 the base delivered the orders of tills; a module of its own does since.

Odoo installs by itself what is marked so only while it installs, not while it updates.
"""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Have the module for orders installed in the same update."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    orders = env["ir.module.module"].search([("name", "=", "pos_offline_orders")])
    orders.filtered(lambda module: module.state == "uninstalled").button_install()
