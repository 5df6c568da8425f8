"""A release is whole or absent, and no page is ever made of two."""

import base64
import re

import pytest

from tests.e2e import scenarios
from tests.till import storage
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

MARK = "/pos/offline/release"
BUNDLE = r"/web/assets/.*assets_prod.*\.js"
RELEASE_OF_PAGE = """() => JSON.parse(
    document.querySelector("meta[name=pos-offline-cache]").content).release"""
WORKER_RELEASE = "async () => (await odoo.posOfflineCache.status()).release"
# A worker that is being replaced may refuse to answer; the next one is asked again.
NEXT_RELEASE = """async (before) => {
    const status = await odoo.posOfflineCache.status().catch(() => null);
    return Boolean(status) && status.release !== before;
}"""
IDLE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration.installing && !registration.waiting;
}"""
UPDATE = "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"
# Looked at from the page: messages to the worker would put its update off.
WATCH = """() => {
    window.changedWorker = false;
    const changed = () => { window.changedWorker = true; };
    navigator.serviceWorker.addEventListener("controllerchange", changed);
}"""
CHANGED = "() => window.changedWorker"
REGISTERED = "async () => Boolean(await navigator.serviceWorker.getRegistration())"
DARK_RULES = """() => Array.from(document.styleSheets)
    .filter(({ href }) => href?.includes("assets_prod_dark"))
    .reduce((count, { cssRules }) => count + cssRules.length, 0)"""
REFETCH_OWN_FILES = """async () => {
    const files = [...document.querySelectorAll("script[src], link[rel=stylesheet]")];
    const answers = files.map(async (file) => (await fetch(file.src || file.href)).status);
    return Promise.all(answers);
}"""


@pytest.fixture
def publish(shop):
    """Function that gives the server another version of the till's code; undone at the end."""
    made = []

    def publish():
        code = base64.b64encode(b"window.publishedByTest = true;").decode()
        values = {"name": "kit.js", "url": "/kit/kit.js", "type": "binary", "datas": code}
        values |= {"mimetype": "application/javascript", "public": True}
        made.append(("ir.attachment", shop.rpc("ir.attachment", "create", values)))
        asset = {"name": "kit", "bundle": "point_of_sale._assets_pos", "path": "/kit/kit.js"}
        made.append(("ir.asset", shop.rpc("ir.asset", "create", asset)))

    yield publish
    shop.plug()
    for model, record in reversed(made):
        shop.rpc(model, "unlink", [record])


def bundle_statuses(shop):
    """What the till's bundle was answered with, each time that it was asked for."""
    return [each.status for each in shop.line.requests if re.search(BUNDLE, each.path)]


def test_a_release_published_later_replaces_the_stored_one_after_one_visit(till, shop, publish):
    scenarios.visit_once(till, shop)
    before = till.offline_status()["release"]
    publish()
    till.reload()
    till.wait_ready(timeout=60)  # Odoo makes the changed bundle first
    wait_until(lambda: till.evaluate(NEXT_RELEASE, before), 60, "the new release", every=3)
    till.wait_offline_ready()
    assert scenarios.opens_unplugged(till, shop)
    assert till.evaluate("() => window.publishedByTest") is True
    assert till.evaluate(RELEASE_OF_PAGE) == till.evaluate(WORKER_RELEASE)


def test_an_install_that_breaks_in_the_middle_leaves_the_release_before_in_charge(
    till, shop, publish
):
    scenarios.visit_once(till, shop)
    before = till.offline_status()["release"]
    publish()
    shop.line.mode("break_install", path=BUNDLE)
    till.evaluate(UPDATE)
    wait_until(lambda: 502 in bundle_statuses(shop), 60, "the bundle answered wrongly")
    wait_until(lambda: till.evaluate(IDLE), 60, "the end of the install")
    assert till.evaluate(WORKER_RELEASE) == before
    assert scenarios.opens_unplugged(till, shop)
    assert till.evaluate("() => window.publishedByTest") is None
    assert till.evaluate(RELEASE_OF_PAGE) == before
    assert till.errors() == []


def test_an_open_page_keeps_its_files_when_a_new_release_takes_over(till, shop, publish):
    scenarios.visit_once(till, shop)
    before = till.offline_status()["release"]
    publish()
    till.evaluate(WATCH)
    till.evaluate(UPDATE)
    wait_until(lambda: till.evaluate(CHANGED), 60, "the new release")
    wait_until(lambda: till.evaluate(NEXT_RELEASE, before), what="the answer of the new worker")
    shop.unplug()
    assert set(till.evaluate(REFETCH_OWN_FILES)) == {200}
    till.reload()
    assert till.opens()
    assert till.errors() == []


def test_a_first_install_that_breaks_leaves_the_till_as_stock_has_it(make_till, shop):
    till = make_till("admin")
    shop.line.mode("break_install", path=r"/point_of_sale/static/src/sounds/", after=1)
    till.open_shop(FURNITURE)
    incomplete = ".pos-offline-cache-indicator[data-state=incomplete]"
    till.page.wait_for_selector(incomplete, timeout=60_000)
    wait_until(lambda: till.evaluate(REGISTERED) is False, 30, "the broken worker gone")
    assert not any(MARK in url for urls in storage.caches(till.page).values() for url in urls)
    shop.line.mode("pass")
    till.reload()
    till.wait_ready()
    till.wait_offline_ready()


def test_the_release_holds_every_file_that_the_till_asks_for_without_the_server(till, shop):
    scenarios.visit_once(till, shop)
    shop.unplug()
    failed = []
    till.page.on("requestfailed", lambda request: failed.append(request.url))
    till.reload()
    till.wait_ready()
    code = [url for url in failed if "/web/assets/" in url or "/static/" in url]
    assert code == []


def test_a_till_in_dark_colours_opens_in_them_without_the_server(make_till, shop):
    till = make_till("admin")
    till.context.add_cookies([{"name": "pos_color_scheme", "value": "dark", "url": shop.origin}])
    scenarios.visit_once(till, shop)
    assert scenarios.opens_unplugged(till, shop)
    assert till.evaluate(DARK_RULES) > 0


def test_outdated_caches_and_stocks_go_and_nothing_else_of_the_origin(till, shop, publish):
    scenarios.visit_once(till, shop)
    ours = next(name for name in storage.cache_names(till.page) if "/release/" in name)
    outdated = f"{ours.rsplit('/', 1)[0]}/outdated"
    for name in ("odoo-pos-cache", "somebody-else", outdated):
        till.evaluate("async (name) => { await caches.open(name); }", name)
    publish()
    till.evaluate(WATCH)
    till.evaluate(UPDATE)
    wait_until(lambda: till.evaluate(CHANGED), 60, "the new release")
    wait_until(
        lambda: outdated not in storage.cache_names(till.page), what="the outdated cache gone"
    )
    wait_until(lambda: "odoo-pos-cache" not in storage.cache_names(till.page), what="stock's gone")
    assert "somebody-else" in storage.cache_names(till.page)
