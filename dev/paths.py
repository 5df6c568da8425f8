"""Where things are. One ignored folder, the workspace, holds all that is not in the repository."""

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKSPACE = Path(os.environ.get("POS_SUITE_WORKSPACE") or ROOT / ".workspace").absolute()
VENV = WORKSPACE / "venv"
VENV_PYTHON = VENV / "bin" / "python"
LOGS = WORKSPACE / "logs"
RUN = WORKSPACE / "run"
DATA = WORKSPACE / "data"
COMPILED = WORKSPACE / "compiled-python"
STAMPS = WORKSPACE / "stamps"
NODE_MODULES = WORKSPACE / "node" / "node_modules"
DEBIAN_TREE = WORKSPACE / "odoo"
CLONE = WORKSPACE / "odoo-clone"
ODOO_RECORD = WORKSPACE / "odoo.json"
DEBIAN_HOME = DEBIAN_TREE / "usr" / "lib" / "python3" / "dist-packages"


def odoo_record():
    """Return ``{"home", "origin", "version"}`` of the Odoo in use, or an empty dict."""
    try:
        record = json.loads(ODOO_RECORD.read_text())
    except (OSError, ValueError):
        return {}
    # Stored relative to the workspace, so that a moved folder still finds it.
    record["home"] = str(WORKSPACE / record["home"])
    return record


def odoo_dist_packages():
    """Return the folder that must be on ``sys.path`` for ``import odoo``."""
    return Path(odoo_record().get("home", DEBIAN_HOME))


def addons_path():
    """Return the addons folders as strings, the repository's own last."""
    return [*map(str, _odoo_addons()), str(ROOT)]


def odoo_module(name):
    """Return the folder of Odoo's own module ``name``."""
    return next(folder / name for folder in _odoo_addons() if (folder / name).is_dir())


def our_modules():
    """Return the names of this repository's Odoo modules, sorted."""
    return sorted(manifest.parent.name for manifest in ROOT.glob("pos_*/__manifest__.py"))


def _odoo_addons():
    # A checkout has its modules in two folders. Debian's package has all of them in one, and
    # beside it a torso without their static files, which must not be looked at.
    home = odoo_dist_packages()
    inner = home / "odoo" / "addons"
    return [inner] if (inner / "web").is_dir() else [home / "addons", inner]
