"""Packets vanish and nothing fails: the till waits for its deadline once, then goes on."""

import time

from tests.e2e import scenarios
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

DEADLINE = 3  # s, as the settings come
RELOAD = 5  # s, what an offline reload may take on a busy machine


def seconds_to_open(till, url=None):
    """Seconds until the till is open again after a reload, or after going to `url`."""
    started = time.monotonic()
    if url:
        till.visit(url)
    else:
        till.reload()
    assert till.opens(DEADLINE + RELOAD + 10)
    return time.monotonic() - started


def test_a_reload_on_a_dead_link_is_open_within_deadline_and_reload(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow")
    assert seconds_to_open(till) < DEADLINE + RELOAD
    assert till.errors() == []


def test_after_one_timeout_the_next_reloads_do_not_wait_again(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow")
    seconds_to_open(till)
    for url in (None, till.shop_url(FURNITURE)):
        seconds_to_open(till, url)
        assert till.evaluate(scenarios.FIRST_BYTE) < DEADLINE * 1000 / 2


def test_a_line_that_answers_again_is_used_again(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow")
    seconds_to_open(till)
    shop.line.mode("pass")
    served = "() => document.querySelector('meta[name=pos-offline-cache]').dataset.served"

    def opens_from_the_network():
        seconds_to_open(till)
        return till.evaluate(served) == "network"

    wait_until(opens_from_the_network, 20, "a page from the network")


def test_a_stopped_server_counts_as_a_dead_link(till, shop):
    scenarios.visit_once(till, shop)
    shop.server.pause()
    try:
        assert seconds_to_open(till) < DEADLINE + RELOAD
    finally:
        shop.server.resume()


def test_a_boot_does_not_hang_on_reads_that_may_not_be_replayed(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow", path="^/web/dataset|^/pos/ping|^/web/webclient")
    assert seconds_to_open(till) < 2 * DEADLINE + RELOAD
    assert till.errors() == []


def test_the_till_sells_on_after_a_reload_on_a_dead_link(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow")
    seconds_to_open(till)
    till.wait_ready()
    till.add_product(PRODUCT)
    assert len(till.lines()) == 1
