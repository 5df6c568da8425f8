"""Shops and tills for the tests: one shop per test file, one fresh till per test."""

import re
import shutil

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from dev import paths
from dev.postgres import Postgres
from tests.e2e import scenarios
from tests.till.driver import Till
from tests.till.shop import Shop

OUTPUT = paths.WORKSPACE / "test-output"


@pytest.fixture(scope="session")
def postgres():
    """The database server, the user's or the embedded one."""
    with Postgres() as running:
        yield running


@pytest.fixture(scope="session")
def playwright():
    """One Playwright for all browsers of the run."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def shop(request, postgres):
    """The file's shop: `suite`, or the kind that the file names in KIND; with its WORKERS."""
    kind = getattr(request.module, "KIND", "suite")
    workers = getattr(request.module, "WORKERS", 0)
    name = "test_" + request.module.__name__.rsplit(".", 1)[-1].removeprefix("test_")
    with Shop(postgres, kind, f"{name}_{kind}"[:60], workers=workers) as running:
        yield running


@pytest.fixture(scope="module")
def visited(playwright, shop, tmp_path_factory):
    """Profile of a browser whose admin has opened the shop twice: made once, copied by tests."""
    shop.plug()
    profile = tmp_path_factory.mktemp("visited") / "profile"
    till = Till(playwright, profile, shop.origin)
    try:
        till.sign_in_quickly(shop.database, "admin")
        scenarios.visit_twice(till, shop)
        scenarios.forget_orders(till)
    finally:
        till.close()
    yield profile
    shutil.rmtree(profile)


@pytest.fixture
def make_till(request, playwright, tmp_path, shop):
    """Function that makes a till of the file's shop; all are closed and deleted at the end."""
    shop.plug()
    shop.line.requests.clear()
    tills = []

    def make(login=None, copied=None, origin=None, **options):
        profile = tmp_path / f"profile-{len(tills)}"
        if copied:
            shutil.copytree(copied, profile, symlinks=True)
        options["has_visited"] = bool(copied)
        till = Till(playwright, profile, origin or shop.origin, **options)
        tills.append(till)
        if login and not till.is_signed_in():
            till.sign_in_quickly(shop.database, login)
        return till

    yield make
    if _failed(request.node):
        _report(request.node, shop, tills)
    for till in tills:
        till.remove()


@pytest.fixture
def till(make_till, visited):
    """A browser in which the shop's admin has opened the shop before, ready for an outage.

    One in each test: copies share the number of the device, as two tills never do.
    """
    return make_till("admin", copied=visited)


@pytest.fixture
def new_till(make_till):
    """A browser that was never there before, signed in as the shop's admin."""
    return make_till("admin")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep the outcome of the test where its fixtures find it."""
    report = yield
    if report.when == "call" or report.failed:
        item.stash[OUTCOME] = report
    return report


OUTCOME = pytest.StashKey()


def _failed(item):
    report = item.stash.get(OUTCOME, None)
    return report is not None and report.failed


def _report(item, shop, tills):
    """Save what each till showed, and say where Odoo's log is."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    lines = [f"Odoo's log: {shop.server.log_path}"]
    for number, till in enumerate(tills):
        name = re.sub(r"[^\w-]+", "_", item.name)
        lines += _describe(till, OUTPUT / f"{name}-{number}.png")
    # Shown as "Captured stdout teardown", also of tests that run side by side.
    print("\n".join(lines))


def _describe(till, picture):
    if not till.context:
        return ["a till was closed"]
    try:
        till.screenshot(picture)
        shown = [f"{till.page.url} shows {till.state()!r}: {picture}"]
    except PlaywrightError as error:
        shown = [f"no picture of {till.page.url}: {error}"]
    return [*shown, *(f"error: {text}" for text in till.page_errors), *_console(till)]


def _console(till):
    return [f"console {kind}: {text}" for kind, text in till.console if kind == "error"][-20:]
