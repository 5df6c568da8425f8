"""``make demo``: a shop on localhost, behind a line that can be cut."""

import shutil
import threading
from contextlib import ExitStack, suppress

from tests.outage.proxy import OutageProxy

from . import databases, line, locks
from .odoo_server import OdooServer, end_orphans, run_odoo
from .ports import LOOPBACK, demo_port
from .postgres import Postgres
from .problems import UserProblem
from .steps import announced

DATABASE = "pos_demo"
KIND = "suite_with_others"  # what a shop has beside the till: points, tables, employees, quotations
PDF_TOOL = "wkhtmltopdf"
BANNER = """
  The shop is open:  {url}
    admin / admin       everything        cashier / cashier   sells, nothing more

  Try this:
    1. Sign in, open Point of Sale, open the Furniture Shop, wait for the green mark in its bar.
    2. In another terminal: make unplug. Reload the page, sell something, print the receipt.
    3. make plug: what was sold while the line was cut arrives at the server.
    The Furniture Shop has a loyalty card for its customers; the Restaurant has tables, and a waiter
    who logs in with the PIN 1234.{without}

  Languages: English, French, Arabic (in the user's preferences).  Ctrl-C stops everything.
"""
WITHOUT_PDF = f"""

  Invoices come without their PDF: {PDF_TOOL} is not installed on this machine."""


def serve():
    """Bring up database, Odoo and the line, and serve until interrupted."""
    with locks.lock_file(line.DEMO_LOCK) as lock:
        if not locks.try_exclusive(lock):
            raise UserProblem("A demo of this folder runs already.", "Use it, or end it first.")
        end_orphans()
        line.reset()
        with ExitStack() as running:
            postgres = announced("Starting PostgreSQL", lambda: running.enter_context(Postgres()))
            prepare(postgres)
            server = OdooServer(postgres, DATABASE, extra_args=["--max-cron-threads", "1"])
            announced("Starting Odoo", lambda: running.enter_context(server))
            proxy = OutageProxy(LOOPBACK, server.port, listen_port=demo_port())
            # Ctrl-C is how a demo ends, no failure.
            with suppress(KeyboardInterrupt):
                _follow(running.enter_context(proxy), server)
            print("\n  Stopping …", flush=True)


def prepare(postgres):
    """Make the demo's database, or bring an older one up to the modules as they are now."""
    inputs = databases.checksum(KIND)
    current = postgres.comment(DATABASE) if databases.filestore(DATABASE).is_dir() else None
    if current == inputs:
        return
    if current:
        modules = ",".join([*databases.OTHERS, *databases.chosen_modules()])
        announced(
            "Updating the demo's modules",
            lambda: run_odoo(postgres, DATABASE, "--stop-after-init", "-i", modules, "-u", modules),
        )
    else:
        _create(postgres)
    postgres.set_comment(DATABASE, inputs)


def _create(postgres):
    databases.bring(postgres, KIND)
    announced("Copying it for the demo", lambda: databases.fresh_copy(postgres, KIND, DATABASE))
    announced(
        "Opening three shops",
        lambda: run_odoo(
            postgres, DATABASE, script=(databases.SCRIPTS / "setup_demo.py").read_text()
        ),
    )


def _follow(proxy, server):
    """Switch the line when `make plug` or `make unplug` say so; end with the server."""
    without = "" if shutil.which(PDF_TOOL) else WITHOUT_PDF
    print(BANNER.format(url=f"http://localhost:{demo_port()}", without=without), flush=True)
    mode, pause = line.WHOLE, threading.Event()
    while server.is_running():
        if (wanted := line.wanted()) != mode:
            mode = wanted
            proxy.mode(mode)
            line.report(mode)
            print("  the line is " + ("cut" if mode == line.CUT else "whole"), flush=True)
        # A demo may run for days: nobody reads what went over its line.
        proxy.requests.clear()
        pause.wait(0.2)
    raise UserProblem("Odoo ended by itself.", f"Its log, {server.log_path}, says why.")
