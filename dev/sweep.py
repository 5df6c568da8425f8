"""``make sweep``: runs tests.sweep; the template databases are built as they are asked for."""

from . import browser, databases, paths
from .children import run_visible
from .odoo_server import environment
from .postgres import Postgres


def run(*arguments):
    """Run ``tests.sweep`` with ``arguments``; return its exit code."""
    browser.bring()
    with Postgres() as postgres:
        databases.bring(postgres)
        command = [str(paths.VENV_PYTHON), "-m", "tests.sweep", *arguments]
        return run_visible(command, env=environment())
