"""A plugin of pytest for Odoo's own tests: chooses a part of them, and notes each outcome at once.

What is noted is not run again: a run that was interrupted goes on where it was.
"""

import json
from pathlib import Path

from . import paths

WORST_FIRST = ("failed", "skipped", "passed")
TOUR_SECONDS = 180  # Odoo gives each a minute; a machine may be slow, and busy with other tests


def pytest_addoption(parser):
    """Add what ``make test-odoo`` says."""
    parser.addoption("--browser", help="yes: tests that use one; no: the others")
    parser.addoption("--outcomes", help="file with one line of JSON for each test that has ended")


def pytest_configure(config):
    """Begin to note."""
    config.pluginmanager.register(Notes(config))


class Notes:
    """Writes ``[name, outcome]`` of each test to the file, and leaves out those that are in it."""

    def __init__(self, config):
        self.browser = config.getoption("--browser")
        self.path = Path(config.getoption("--outcomes"))
        self._names = {}
        self._said = {}

    def pytest_collection_modifyitems(self, config, items):
        """Leave only the tests of the part that have not ended yet."""
        _give_tours_time()
        ended = read(self.path)
        self._names = {item.nodeid: name_of(item) for item in items}
        chosen = [
            item
            for item in items
            if self._is_chosen(item) and self._names[item.nodeid] not in ended
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen

    def pytest_runtest_logreport(self, report):
        """Remember the worst that the phases of a test say."""
        said = self._said.get(report.nodeid, "passed")
        self._said[report.nodeid] = min(said, report.outcome, key=WORST_FIRST.index)

    def pytest_runtest_logfinish(self, nodeid):
        """Note what a test said."""
        with self.path.open("a") as file:
            file.write(json.dumps([self._names[nodeid], self._said.pop(nodeid)]) + "\n")

    def _is_chosen(self, item):
        from odoo.tests import HttpCase  # Odoo has read its options only now

        return not self.browser or issubclass(item.cls, HttpCase) == (self.browser == "yes")


def name_of(item):
    """Return ``module/tests/test_file.py::Class::test``, the same on every machine."""
    home = next((up for up in item.path.parents if (up / "__manifest__.py").is_file()), None)
    path = item.path.relative_to(home.parent if home else paths.ROOT)
    return f"{path}::{item.cls.__name__}::{item.name}"


def _give_tours_time():
    from odoo.tests import HttpCase  # as in `_is_chosen`

    start = HttpCase.start_tour
    HttpCase.start_tour = lambda self, *args, **options: start(
        self, *args, **{"timeout": TOUR_SECONDS, **options}
    )


def read(path):
    """Return the outcomes noted in a file, by the names of the tests."""
    path = Path(path)
    return dict(map(json.loads, path.read_text().splitlines())) if path.is_file() else {}
