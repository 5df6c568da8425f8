"""``make bench``: runs the benchmark of tests/; templates are built before the clock runs."""

from . import browser, databases, paths
from .children import run_visible
from .odoo_server import environment
from .postgres import Postgres


def run(*arguments):
    """Run ``tests.benchmark`` with ``arguments``; return its exit code."""
    browser.bring()
    with Postgres() as postgres:
        databases.bring(postgres)
        command = [str(paths.VENV_PYTHON), "-m", "tests.benchmark", *arguments]
        return run_visible(command, env=environment())
