"""What ``make`` runs: it brings Odoo, PostgreSQL and a browser to a bare machine."""
