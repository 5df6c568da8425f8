"""A shop that has an older version is updated: what has become a module of its own comes too."""

import pytest

from dev import databases
from dev.odoo_server import run_odoo

NAME = "test_update"
# As it was before orders were a module: none of that name, and a base that knows nothing of it.
BEFORE = """
modules = env["ir.module.module"]
modules.search([("name", "=", "pos_offline_orders")]).button_immediate_uninstall()
modules.search([("name", "=", "pos_offline_base")]).latest_version = "19.0.1.0.0"
env.cr.commit()
"""
CHECKED = """
orders = env["ir.module.module"].search([("name", "=", "pos_offline_orders")])
assert orders.state == "installed", orders.state
assert "offline_left_out" in env["pos.order"]._fields
"""


@pytest.fixture
def database(postgres):
    """A shop with our modules."""
    databases.fresh_copy(postgres, "suite", NAME)
    yield NAME
    databases.drop(postgres, NAME)


def test_an_update_of_the_base_brings_the_module_that_sends_orders(postgres, database):
    run_odoo(postgres, database, script=BEFORE)
    run_odoo(postgres, database, "--stop-after-init", "-u", "pos_offline_base")
    run_odoo(postgres, database, script=CHECKED)
