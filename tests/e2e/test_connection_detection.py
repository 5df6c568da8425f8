"""The till knows by itself how it stands with the server, and says which part of the way failed."""

import time

import pytest

from tests.e2e import connection, scenarios
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

OFFLINE = 10.0  # s until an outage is shown, without any event of the browser
ONLINE = 3.0  # s until its end is shown
SLACK = 2.0  # s, for the machine


@pytest.fixture
def open_till(till, shop):
    """A till at its product screen, whose connection is noted."""
    scenarios.visit_once(till, shop)
    connection.watch(till)
    return till


def heal(till, shop):
    """Mend the line; seconds until the till says so."""
    start = till.evaluate(connection.NOW)
    shop.line.mode("pass")
    return connection.seconds_until_offline(till, start, wanted=False)


@pytest.mark.parametrize(
    ("mode", "layer"),
    [
        ("swallow", "network"),
        ("refuse", "refused"),
        ("502", "proxy"),
        ("portal_200", "proxy"),
        ("portal_302", "proxy"),
    ],
)
def test_an_outage_and_its_end_are_noticed_without_any_event(mode, layer, open_till, shop):
    start = open_till.evaluate(connection.NOW)
    shop.line.mode(mode)
    offline = connection.seconds_until_offline(open_till, start)
    connection.wait_layer(open_till, layer)
    assert open_till.evaluate("() => navigator.onLine")
    online = heal(open_till, shop)
    print(f"\n{mode}: offline after {offline:.2f} s, online again after {online:.2f} s")
    assert offline <= OFFLINE + SLACK
    assert online <= ONLINE + SLACK


def test_a_server_that_stops_is_noticed_and_so_is_its_return(open_till, shop):
    start = open_till.evaluate(connection.NOW)
    shop.server.pause()
    try:
        offline = connection.seconds_until_offline(open_till, start)
    finally:
        start = open_till.evaluate(connection.NOW)
        shop.server.resume()
    online = connection.seconds_until_offline(open_till, start, wanted=False)
    print(f"\nserver stopped: offline after {offline:.2f} s, online again after {online:.2f} s")
    assert offline <= OFFLINE + SLACK
    assert online <= ONLINE + SLACK


def test_a_device_without_network_says_so(open_till, shop):
    shop.line.mode("refuse")
    open_till.set_device_online(False)
    connection.wait_layer(open_till, "device")


def test_a_device_that_calls_itself_offline_is_not_believed_while_the_server_answers(
    open_till, shop
):
    open_till.set_device_online(False)
    pings = len(shop.line.requests.paths("/web/session/check"))

    def is_asked():  # a check may come in while a ping is on its way, and takes its answer
        open_till.evaluate("async () => await posmodel.data.connection.check()")
        return len(shop.line.requests.paths("/web/session/check")) > pings

    wait_until(is_asked, what="a ping")
    assert not open_till.evaluate(connection.OFFLINE)


def test_while_the_service_worker_answers_from_its_store_the_till_knows_better(open_till, shop):
    shop.line.mode("swallow")
    start = open_till.evaluate(connection.NOW)
    connection.seconds_until_offline(open_till, start)
    known = open_till.evaluate(
        """async () => await (await fetch("/web/dataset/call_kw/res.users/has_group", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "call", params: {
                model: "res.users", method: "has_group", args: [], kwargs: {} } }),
        }).catch(() => null))?.status ?? 0"""
    )
    assert known in (0, 200)
    assert open_till.evaluate(connection.OFFLINE)


def test_a_line_that_flaps_brings_one_notice_and_one_flush_at_a_time(open_till, shop):
    uuids = []
    for up, down in ((2, 3), (3, 2), (2, 4), (5, 2)):
        shop.line.mode("swallow")
        end = time.monotonic() + down
        uuids.append(connection.prepare_payment(open_till, PRODUCT))
        assert connection.seconds_to_receipt(open_till) is not None
        open_till.next_order()
        while time.monotonic() < end:
            open_till.evaluate(connection.NOW)
        shop.line.mode("pass")
        end = time.monotonic() + up
        while time.monotonic() < end:
            open_till.evaluate(connection.NOW)
    connection.wait_nothing_pending(open_till, timeout=60)
    assert open_till.evaluate("() => window.notices.size") <= 1
    for uuid in uuids:
        assert len(shop.wait_paid(uuid)) == 1
        calls = [
            call for call in shop.line.requests.calls("sync_from_ui") if uuid in str(call.body)
        ]
        passed = [call for call in calls if call.mode == "pass"]
        for one, other in zip(passed, passed[1:], strict=False):
            assert other.started >= one.finished


def test_a_quiet_till_pings_every_few_seconds_and_not_more(open_till, shop):
    shop.line.requests.clear()
    start = time.monotonic()
    while time.monotonic() < start + 16:
        open_till.evaluate(connection.NOW)
    assert 2 <= len(shop.line.requests.paths("/web/session/check")) <= 4
