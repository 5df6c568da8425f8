"""Runs inside ``odoo shell``: build the browser bundles once, so that no copy builds them again."""
# ruff: noqa: F821

# Those of the pages that a shop is run and tested with. The unit tests' own are big and change with
# every edit; their one user builds them.
WANTED = ("point_of_sale.", "web.assets_")
scripts, styles = (
    sorted(name for name in names if name.startswith(WANTED) and "unit_tests" not in name)
    for names in env["ir.qweb"]._get_bundles_to_pregenarate()
)
for name in scripts:
    env["ir.qweb"]._get_asset_bundle(name, css=False, js=True).js()
for name in styles:
    env["ir.qweb"]._get_asset_bundle(name, css=True, js=False).css()
# The till's from right to left too: it takes a program of Node.js, which a busy machine may refuse.
env["ir.qweb"]._get_asset_bundle("point_of_sale.assets_prod", css=True, js=False, rtl=True).css()
env.cr.commit()
