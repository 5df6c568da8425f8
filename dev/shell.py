"""``make shell``: a Python prompt in the demo's database."""

import subprocess

from . import databases, demo, paths
from .odoo_server import environment, write_config
from .postgres import Postgres
from .problems import UserProblem


def odoo_shell():
    """Open ``odoo shell`` on the demo's database."""
    with Postgres() as postgres:
        if not databases.filestore(demo.DATABASE).is_dir():
            raise UserProblem("There is no demo yet.", "Make one with: make demo")
        config = write_config(postgres, demo.DATABASE)
        return subprocess.run(
            [paths.VENV_PYTHON, "-m", "odoo", "shell", "-c", config, "--no-http"],
            env=environment(),
            cwd=paths.ROOT,
        ).returncode


def nothing():
    """Only set up: what was missing is there when this is reached."""
