"""End to end: a real browser, a real Odoo, a real outage."""
