"""Shops and tills for the tests: one shop per test file, one fresh till per test."""

import contextlib

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from dev.postgres import Postgres
from tests.e2e import scenarios, shared_tables
from tests.sampling import part_of_a_run, takes_all, turn_of_the_checkout
from tests.till import restaurant
from tests.till.driver import Till
from tests.till.opened import OpenedShop, copy_profile, visit
from tests.till.report import in_short, print_report
from tests.till.shop import FURNITURE, Shop

IN_A_BROWSER = ("e2e", "integration")  # the folders whose tests take long


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


@pytest.fixture(scope="session")
def opened_shop(postgres, playwright, tmp_path_factory, worker_id):
    """Function that returns the OpenedShop of a kind, made at the first call."""
    made = {}
    with contextlib.ExitStack() as stack:

        def get(kind):
            if kind not in made:
                folder = tmp_path_factory.mktemp("opened")
                name = f"test_{worker_id}_{kind}"
                shop = OpenedShop(playwright, postgres, kind, name, folder)
                made[kind] = stack.enter_context(shop)
            return made[kind]

        yield get


@pytest.fixture(scope="module")
def shop(request, postgres, opened_shop):
    """The file's shop: `suite`, or the kind that the file names in KIND; with its WORKERS.

    A till has opened it, unless the file says NEW_SHOP or has no test that asks for such a till.
    """
    kind = getattr(request.module, "KIND", "suite")
    workers = getattr(request.module, "WORKERS", 0)
    if _begins_opened(request):
        running = opened_shop(kind).go_on(workers)
    else:
        name = "test_" + request.module.__name__.rsplit(".", 1)[-1].removeprefix("test_")
        running = Shop(postgres, kind, f"{name}_{kind}"[:60], workers)
    with running:
        yield running


def _begins_opened(request):
    if getattr(request.module, "NEW_SHOP", False):
        return False
    tests = [item for item in request.session.items if item.module is request.module]
    return any("visited" in item.fixturenames for item in tests)


@pytest.fixture(scope="module")
def visited(request, playwright, shop, opened_shop, tmp_path_factory):
    """Profile of a browser whose admin has opened the shop twice: made once, copied by tests."""
    shop.plug()
    if _begins_opened(request):
        return opened_shop(shop.kind).profile
    profile = tmp_path_factory.mktemp("visited") / "profile"
    visit(playwright, shop, profile)
    return profile


@pytest.fixture
def make_till(request, playwright, tmp_path, shop):
    """Function that makes a till of the file's shop; all are closed and deleted at the end."""
    shop.plug()
    shop.line.requests.clear()
    tills = []

    def make(login=None, copied=None, origin=None, **options):
        profile = tmp_path / f"profile-{len(tills)}"
        if copied:
            copy_profile(copied, profile)
        options["has_visited"] = bool(copied)
        till = Till(playwright, profile, origin or shop.origin, **options)
        tills.append(till)
        if login and not till.is_signed_in():
            till.sign_in_quickly(shop.database, login)
            if copied:
                till.reopen()  # Chromium writes cookies every 30 s only: a kill would take it away
        return till

    yield make
    if _failed(request.node):
        print_report(request.node.name, shop, tills)
    for till in tills:
        till.remove()


@pytest.fixture
def till(make_till, visited):
    """A browser in which the shop's admin has opened the shop before, ready for an outage.

    One in each test: copies share the number of the device, as two tills never do.
    """
    return make_till("admin", copied=visited)


@pytest.fixture
def open_till(till, shop):
    """A till at its product screen, of a manager."""
    scenarios.visit_once(till, shop)
    return till


@pytest.fixture(scope="module")
def free_tables(shop):
    """An iterator of tables of the file's shop, a restaurant now, that nobody sits at."""
    return shared_tables.furnish(shop)


@pytest.fixture
def devices(make_till, shop, free_tables):
    """Two devices of one register at its tables, the second on a connection of its own."""
    line = shop.make_line()
    one, other = make_till("admin"), make_till("admin", origin=line.url)
    for till in (one, other):
        restaurant.enter(till)
    yield one, other
    line.stop()


@pytest.fixture
def new_till(make_till):
    """A browser that was never there before, signed in as the shop's admin."""
    return make_till("admin")


@pytest.fixture
def setting(shop):
    """Function that sets fields of the shop's settings; undone at the end."""
    before = {}

    def write(**values):
        (known,) = shop.rpc("pos.config", "read", [FURNITURE], list(values))
        before.update({name: known[name] for name in values if name not in before})
        shop.rpc("pos.config", "write", [FURNITURE], values)

    yield write
    shop.plug()
    if before:
        undone = {name: _as_written(value) for name, value in before.items()}
        shop.rpc("pos.config", "write", [FURNITURE], undone)


def _as_written(value):
    return [[6, 0, value]] if isinstance(value, list) else value


def pytest_report_header(config):
    """Say that a run takes a part only."""
    part = "Of the tests in a browser: every third. EVERY=1 takes all."
    return part if _takes_a_part(config) else None


def pytest_collection_modifyitems(config, items):
    """Leave out what the next run takes, unless files are named or all is asked for."""
    if _takes_a_part(config):
        in_a_browser = [item for item in items if item.path.parent.name in IN_A_BROWSER]
        kept = part_of_a_run(in_a_browser, turn_of_the_checkout())
        left_out = {*in_a_browser} - {*kept}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _takes_a_part(config):
    folders = [config.rootpath / argument for argument in config.args]
    has_browsers = any((folder / IN_A_BROWSER[0]).is_dir() for folder in folders)
    return has_browsers and all(folder.is_dir() for folder in folders) and not takes_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep the outcome of the test where its fixtures find it; say a browser's error in short."""
    if call.excinfo and isinstance(call.excinfo.value, PlaywrightError):
        call.excinfo.value.args = (in_short(call.excinfo.value),)
    report = yield
    if report.when == "call" or report.failed:
        item.stash[OUTCOME] = report
    return report


OUTCOME = pytest.StashKey()


def _failed(item):
    report = item.stash.get(OUTCOME, None)
    return report is not None and report.failed
