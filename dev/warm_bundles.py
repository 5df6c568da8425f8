"""Runs inside ``odoo shell``: build the browser bundles once, so that no copy builds them again."""
# ruff: noqa: F821

# The unit tests' bundles are big and change with every edit; their one user builds them.
scripts, styles = (
    sorted(name for name in names if "unit_tests" not in name)
    for names in env["ir.qweb"]._get_bundles_to_pregenarate()
)
for name in scripts:
    env["ir.qweb"]._get_asset_bundle(name, css=False, js=True).js()
for name in styles:
    env["ir.qweb"]._get_asset_bundle(name, css=True, js=False).css()
env.cr.commit()
