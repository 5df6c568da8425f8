"""``make test`` and ``make test-one``: pytest for what is ours, pytest-odoo for what is Odoo's."""

import contextlib
import os
import re
import time

from . import browser, databases, paths, reports
from .children import run_visible
from .odoo_server import environment, write_config
from .ports import free_port
from .postgres import Postgres
from .problems import UserProblem

JUNIT = paths.LOGS / "junit"
MOST_SERVERS = 4  # each takes half a gigabyte, and as much for its browser


def everything():
    """Run every test; print one summary; return 0 when all passed."""
    browser.bring()
    with Postgres() as postgres:
        databases.bring(postgres)
        results = [_part("dev, and Python without Odoo", _plain("dev", "tests/outage"))]
        with odoo_pytest(postgres, *_odoo_tests()) as command:
            results.append(_part("Odoo: Python, tours and HOOT", command))
        results.append(_part("end to end, in a real browser", _end_to_end()))
    print(reports.summary(results), flush=True)
    return 0 if all(result.is_good for result in results) else 1


def one(target=""):
    """Run the test that ``target`` names: a path, a node id, or a tag of Odoo's own runner."""
    if not target:
        raise UserProblem("No test is named.", "For example: make test-one T=dev/tests")
    if target.startswith("dev"):
        return run_visible(_plain(target), env=environment())
    browser.bring()
    with Postgres() as postgres:
        databases.bring(postgres)
        if not (paths.ROOT / target.split("::")[0]).exists() or target[0] == "/":
            return _run_tagged(postgres, target)
        if not target.startswith(tuple(paths.our_modules())):
            return run_visible(_plain(target), env=environment())
        with odoo_pytest(postgres, target) as command:
            return run_visible(command, env=environment())


@contextlib.contextmanager
def odoo_pytest(postgres, *arguments):
    """Yield the pytest command that runs Odoo tests on a fresh copy of the suite, dropped after."""
    with _database(postgres) as (name, config):
        yield [
            *_pytest(),
            "--odoo-http",
            f"--odoo-config={config}",
            f"--odoo-database={name}",
            "--odoo-log-level=error",
            *arguments,
        ]


def _part(title, command):
    print(f"\n━━ {title}", flush=True)
    JUNIT.mkdir(parents=True, exist_ok=True)
    report = JUNIT / f"{re.sub('[^a-z]+', '-', title.lower())}.xml"
    report.unlink(missing_ok=True)
    start = time.monotonic()
    code = run_visible([*command, f"--junitxml={report}"], env=environment())
    return reports.read(title, report, code, time.monotonic() - start)


def _pytest():
    return [str(paths.VENV_PYTHON), "-m", "pytest", "-p", "no:cacheprovider", "--durations=5"]


def _plain(*arguments):
    return [*_pytest(), "-p", "no:odoo", *arguments]


def _end_to_end():
    """Files side by side, each with a server of its own; they mostly wait for a browser."""
    side_by_side = str(min(os.cpu_count() or 1, MOST_SERVERS))
    return _plain("tests", "--ignore=tests/outage", "-n", side_by_side, "--dist", "loadfile")


def _odoo_tests():
    folders = [f"{module}/tests" for module in paths.our_modules()]
    return [folder for folder in folders if (paths.ROOT / folder).is_dir()]


def _run_tagged(postgres, tags):
    """Run Odoo's own runner; the modules named in the tags are updated first."""
    modules = re.findall(r"/(\w+)", tags) or paths.our_modules()
    with _database(postgres) as (_name, config):
        command = [str(paths.VENV_PYTHON), "-m", "odoo", "server", "-c", str(config)]
        command += ["--http-port", str(free_port()), "-u", ",".join(modules)]
        command += ["--test-tags", tags, "--stop-after-init"]
        return run_visible(command, env=environment())


@contextlib.contextmanager
def _database(postgres):
    # Each process has its own: two terminals may test at the same time.
    name = f"test_odoo_{os.getpid()}"
    databases.fresh_copy(postgres, "suite", name)
    try:
        yield name, write_config(postgres, name)
    finally:
        databases.drop(postgres, name)
