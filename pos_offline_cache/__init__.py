# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import controllers
from . import models


def _uninstall_hook(env):
    """Remove the kill switch, which is no field and so would stay behind."""
    env["ir.config_parameter"].search([("key", "=", "pos_offline_cache.switched_off")]).unlink()
