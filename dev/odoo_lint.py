"""A pytest plugin: Odoo's own lint tests (``test_lint``) see only this repository's modules."""

import odoo.modules
from odoo.modules.module import Manifest

from . import paths


def _ours():
    return [Manifest.for_addon(name) for name in paths.our_modules()]


# Before the tests are imported: they bind these names at import.
Manifest.all_addon_manifests = staticmethod(_ours)
odoo.modules.get_modules = paths.our_modules
