"""``make test`` and ``make test-one``: pytest for what is ours, pytest-odoo for what is Odoo's."""

import contextlib
import os
import re
import subprocess
import tempfile

from . import browser, databases, node, paths, processors, reports
from .children import run_visible, running
from .odoo_server import environment, run_odoo, write_config
from .ports import free_port
from .postgres import Postgres
from .problems import UserProblem

JUNIT = paths.LOGS / "junit"
LONGEST_DEADLINE = """
    INSERT INTO ir_default (field_id, json_value) SELECT id, '30' FROM ir_model_fields
    WHERE model = 'pos.config' AND name = 'offline_deadline'
"""
MOST_SERVERS = 4  # each takes half a gigabyte, and as much for its browser


def everything():
    """Run every test; print one summary; return 0 when all passed.

    What waits for a browser leaves room on the processor: the other parts take it.
    """
    processors.halve_if_asked()
    browser.bring()
    node.bring()
    with _beside("dev, and Python without Odoo", _plain("dev", "tests/outage")) as dev:
        with Postgres() as postgres:
            databases.bring(postgres)
            results = [dev()]
            with odoo_pytest(postgres, *_odoo_tests()) as command:
                with _beside("Odoo: Python, tours and HOOT", command) as odoo:
                    end_to_end = _in_sight("end to end, in a real browser", _end_to_end())
                    results += [odoo(), end_to_end]
    print(reports.summary(results), flush=True)
    return 0 if all(result.is_good for result in results) else 1


def one(target=""):
    """Run the test that ``target`` names: a path, a node id, or a tag of Odoo's own runner."""
    if not target:
        raise UserProblem("No test is named.", "For example: make test-one T=dev/tests")
    processors.halve_if_asked()
    browser.bring()
    if target.startswith("dev"):
        return run_visible(_plain(target), env=environment())
    with Postgres() as postgres:
        databases.bring(postgres)
        if not (paths.ROOT / target.split("::")[0]).exists() or target[0] == "/":
            return _run_tagged(postgres, target)
        if not target.startswith(tuple(paths.our_modules())):
            return run_visible(_plain(target), env=odoo_environment())
        with odoo_pytest(postgres, target) as command:
            return run_visible(command, env=odoo_environment())


@contextlib.contextmanager
def odoo_pytest(postgres, *arguments, kind="suite", more=(), patient=False):
    """Yield the pytest command that runs Odoo tests on a fresh copy of a kind, dropped after.

    more: modules that are installed in the copy first. patient: new tills wait for the server as
    long as a shop may let them; Odoo's own tours know no deadline, and a machine may be slow.
    """
    with _database(postgres, kind) as (name, config):
        if more:
            run_odoo(postgres, name, "--stop-after-init", "-i", ",".join(more))
        if patient:
            postgres.execute(name, LONGEST_DEADLINE)
        yield [
            *_pytest(),
            "--odoo-http",
            f"--odoo-config={config}",
            f"--odoo-database={name}",
            "--odoo-log-level=error",
            *arguments,
        ]


def _in_sight(title, command):
    """Run a part with all that it says; return its `Result`."""
    report = _report(title)
    print(_heading(title), flush=True)
    return reports.read(title, report, run_visible(_noted(command, report), env=odoo_environment()))


@contextlib.contextmanager
def _beside(title, command):
    """Run a part while the block runs; yield the function that waits for its `Result`.

    What it says is shown at its end, in one piece.
    """
    report = _report(title)
    with tempfile.TemporaryFile() as said:
        streams = {"stdout": said, "stderr": subprocess.STDOUT}
        with running(_noted(command, report), env=odoo_environment(), **streams) as child:

            def wait():
                code = child.wait()
                said.seek(0)
                print(_heading(title), said.read().decode(errors="replace"), sep="\n", flush=True)
                return reports.read(title, report, code)

            yield wait


def odoo_environment():
    """Return variables by which Odoo's runner uses the browser that is named, or the lighter.

    A run that a test starts is not a worker of that test's run: pytest-odoo would take another
    database.
    """
    known = {name: value for name, value in environment().items() if not _is_xdist(name)}
    return {**known, "PATH": f"{browser.odoos_folder()}{os.pathsep}{known['PATH']}"}


def _is_xdist(variable):
    return variable.startswith("PYTEST_XDIST_")


def _report(title):
    JUNIT.mkdir(parents=True, exist_ok=True)
    report = JUNIT / f"{re.sub('[^a-z]+', '-', title.lower())}.xml"
    report.unlink(missing_ok=True)
    return report


def _noted(command, report):
    return [*command, f"--junitxml={report}"]


def _heading(title):
    return f"\n━━ {title}"


def _pytest():
    quiet = ["-p", "no:cacheprovider", "--durations=5", "--tb=short"]
    return [str(paths.VENV_PYTHON), "-m", "pytest", *quiet]


def _plain(*arguments):
    return [*_pytest(), "-p", "no:odoo", *arguments]


def _end_to_end():
    """Files side by side, each with a server of its own; as many as there are processors.

    While one waits for a line to be found dead, Odoo's part works. One more wins two per cent, and
    costs tests that stand at a deadline of Odoo's own.
    """
    side_by_side = str(min(max(os.cpu_count() or 1, 2), MOST_SERVERS))
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
        return run_visible(command, env=odoo_environment())


@contextlib.contextmanager
def _database(postgres, kind="suite"):
    # Each process has its own: two terminals may test at the same time.
    name = f"test_odoo_{os.getpid()}"
    databases.fresh_copy(postgres, kind, name)
    try:
        yield name, write_config(postgres, name)
    finally:
        databases.drop(postgres, name)
