"""Killed in the middle of large writes, as by a power cut during a start: the sales stay."""

import contextlib

from playwright.sync_api import Error as PlaywrightError

from tests.e2e import scenarios
from tests.till import unsent
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

KILLS = 5
# What a till does as it loads: each model in a transaction of its own, all at once; over and over.
WRITE = """() => {
    const { data, models } = posmodel;
    const names = [...data.indexedDB.db.objectStoreNames].filter((name) => models[name]?.length);
    const store = (name) => data.indexedDB.create(
        name, models[name].map((record) => record.serializeForIndexedDB()));
    window.rounds = 0;
    const write = () => Promise.all(names.map(store)).then(() => {
        window.rounds += 1;
        write();
    });
    write();
}"""


def test_a_till_killed_while_it_writes_keeps_its_sales_and_opens_without_the_server(till, shop):
    scenarios.visit_once(till, shop)
    order = unsent.sell_without_the_server_taking_it(till, shop, PRODUCT)
    assert kills_until_lost(till, order, KILLS) is None
    shop.unplug()
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    shop.plug()
    till.sign_in_quickly(shop.database, "admin")
    assert len(shop.wait_paid(order["uuid"], 60)) == 1


def kills_until_lost(till, order, most):
    """Kill a till that writes up to `most` times; after how many the unsent `order` is gone."""
    url, cookies = till.page.url, till.context.cookies()
    for kill in range(1, most + 1):
        till.evaluate(WRITE)
        wait_until(lambda: till.evaluate("() => window.rounds > 2"), 30, "some writes")
        till.kill()
        till.open()
        till.context.add_cookies(cookies)
        till.visit(f"{till.origin}/web/static/img/favicon.ico")
        if not is_stored(till, order):
            return kill
        till.visit(url)
        till.wait_ready()
    return None


def is_stored(till, order):
    """Whether the browser still has an order; of a damaged database it says an error, once."""
    with contextlib.suppress(PlaywrightError):
        return order["uuid"] in unsent.orders_on_disk(till)
    return False
