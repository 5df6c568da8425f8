"""The zips for the Apps store on a bare Odoo, without the folders that they were made of."""

import zipfile

import pytest

from dev import databases, paths, store
from dev.odoo_server import run_odoo
from tests.sampling import sampled

NAME = "test_store"
ASKED = """
from odoo.modules import Manifest
module = env["ir.module.module"].search([("name", "=", "{module}")])
assert module.state == "installed", module.state
assert Manifest.for_addon("{module}").path.startswith("{folder}"), "from another folder"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All zips, unpacked."""
    home = tmp_path_factory.mktemp("store")
    for module in paths.our_modules():
        zipfile.ZipFile(store.zip_module(module)).extractall(home)
    return home


@pytest.fixture
def database(postgres):
    """A shop that has none of our modules."""
    databases.fresh_copy(postgres, "stock", NAME)
    yield NAME
    databases.drop(postgres, NAME)


@pytest.mark.parametrize("module", sampled(["pos_offline_suite", *paths.our_modules()], 1))
def test_module_installs_from_its_zip_on_a_bare_odoo(postgres, database, folder, module):
    theirs = [path for path in paths.addons_path() if path != str(paths.ROOT)]
    addons = ("--addons-path", ",".join(map(str, [folder, *theirs])))
    run_odoo(postgres, database, "--stop-after-init", *addons, "-i", module)
    run_odoo(postgres, database, *addons, script=ASKED.format(module=module, folder=folder))
