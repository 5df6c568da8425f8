"""The environment of Odoo's processes: what of the user's own reaches them, and what must not."""

import subprocess
import sys

from dev import paths
from dev.odoo_server import environment


def test_compiled_python_is_kept_in_the_workspace_whatever_the_machine_says(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    command = [sys.executable, "-c", asked]
    told = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", str(paths.COMPILED)]


def test_the_users_own_settings_of_odoo_and_of_the_database_stay_outside(monkeypatch):
    monkeypatch.setenv("ODOO_RC", "elsewhere.conf")
    monkeypatch.setenv("PGDATABASE", "theirs")
    monkeypatch.setenv("HOME_OF_THE_SHOP", "kept")
    kept = environment()
    assert "ODOO_RC" not in kept and "PGDATABASE" not in kept
    assert kept["HOME_OF_THE_SHOP"] == "kept"
