"""Runs inside ``odoo shell``: build the browser bundles once, so that no copy builds them again."""
# ruff: noqa: F821

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
