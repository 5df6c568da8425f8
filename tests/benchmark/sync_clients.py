"""Rows of a busy shop: many live connections, orders at a steady pace, and none lost."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.benchmark.numbers import Series
from tests.benchmark.sync_live import LIVE_MS, WORKERS, without_stock, workers_shop
from tests.benchmark.tills import resting
from tests.e2e.sync_scenarios import expire_waiting
from tests.till import sessions
from tests.till.shop import CLOTHES, FURNITURE
from tests.till.sync_orders import allow_routes
from tests.till.sync_wire import WireListener, WireSender
from tests.waiting import wait_until

CLIENTS, PER_SECOND, SECONDS = 50, 5, 60
SENDERS = 8  # a send that takes long does not hold up the next one
SETTLE = 20  # s in which what is still under way arrives
DEVICE = 900


def clients(ours, stock, _count):
    """From the send to each of the live connections being told."""
    with resting(ours, stock):
        return [_measure(ours.shop, "")]


def clients_workers(ours, stock, _count):
    """The same where one process takes the orders and another one tells of them."""
    with resting(ours, stock), workers_shop(ours.shop.postgres) as shop:
        return [_measure(shop, f", {WORKERS} workers")]


ROWS = {"sync-clients": clients, "sync-clients-workers": clients_workers}


def _measure(shop, where):
    allow_routes(shop)
    expire_waiting(shop)
    _open_register(shop)
    cursor = _pull(shop, "")[1]
    listeners = _listen(shop)
    try:
        sends, answers, seconds = _send_steadily(shop)
        _wait_heard(listeners, sends)
    finally:
        for listener in listeners:
            listener.end()
    result = _judge(listeners, sends, _pull(shop, cursor)[0], where)
    result.notes.append(f"{len(sends) / seconds:.2f} orders per second")
    result.notes.append(f"until the sender was answered: {_quantiles(answers)}")
    return result


def _quantiles(series):
    if series.never:
        return f"never for {series.never}"
    return f"p50 {series.at(0.5):.0f}, p95 {series.at(0.95):.0f} ms"


def _judge(listeners, sends, pulled, where):
    series, last, unheard = Series(), Series(), 0
    for uuid, sent in sends.items():
        times = [one.heard[uuid] - sent for one in listeners if uuid in one.heard]
        for took in times:
            series.add(took * 1000)
        last.add(max(times) * 1000 if len(times) == len(listeners) else None)
        unheard += len(listeners) - len(times)
    series.never = sum(uuid not in pulled for uuid in sends)
    ended = [str(one.error) for one in listeners if one.error]
    return without_stock(
        f"sent until heard, {CLIENTS} clients{where}",
        series,
        LIVE_MS,
        f"{len(sends)} orders; lost: {series.never}",
        f"not told live, but there with the next pull: {unheard} of {len(sends) * CLIENTS}",
        f"until the last client heard: {_quantiles(last)}",
        *(f"a connection ended: {error}" for error in ended[:3]),
    )


def _open_register(shop):
    shop.rpc("pos.config", "open_ui", [CLOTHES])
    domain = [["config_id", "=", CLOTHES], ["state", "=", "opening_control"]]
    for session in shop.rpc("pos.session", "search", domain):
        shop.rpc("pos.session", "set_opening_control", [session], 0, "")


def _listen(shop):
    session = sessions.get(f"http://127.0.0.1:{shop.server.port}", shop.database, "admin")
    (config,) = shop.rpc("pos.config", "read", [CLOTHES], ["access_token"])
    origin = f"http://127.0.0.1:{shop.server.gevent_port}"
    listeners = []
    for _number in range(CLIENTS):
        listeners.append(WireListener(origin, session, config["access_token"]))
        listeners[-1].start()
    # One order that all hear: from then on each subscription stands.
    first = WireSender(shop.rpc, FURNITURE, CLOTHES, str(DEVICE)).send()
    wait_until(lambda: all(first in one.heard for one in listeners), 60, "all clients listening")
    return listeners


def _send_steadily(shop):
    """Send at the pace; returns when each transfer was begun to be sent, how long each took (ms),
    and the s of it all.
    """
    senders = [
        WireSender(shop.rpc, FURNITURE, CLOTHES, str(DEVICE + 1 + number))
        for number in range(SENDERS)
    ]
    begin, answers = time.monotonic() + 1, Series()

    def work(number):
        sends = {}
        for turn in range(number, PER_SECOND * SECONDS, SENDERS):
            # The pace is what is measured: no wait for a state.
            time.sleep(max(0, begin + turn / PER_SECOND - time.monotonic()))
            started = time.monotonic()
            sends[senders[number].send()] = started
            answers.add((time.monotonic() - started) * 1000)
        return sends

    with ThreadPoolExecutor(SENDERS) as pool:
        parts = list(pool.map(work, range(SENDERS)))
    merged = {uuid: started for part in parts for uuid, started in part.items()}
    return merged, answers, max(merged.values()) - begin + 1 / PER_SECOND


def _wait_heard(listeners, sends):
    """Wait until all heard of all; what is not heard in time is counted, not waited for."""
    try:
        wait_until(lambda: all(sends.keys() <= one.heard.keys() for one in listeners), SETTLE)
    except TimeoutError:
        return


def _pull(shop, cursor):
    """Return the uuids of transfers that a till which knows `cursor` is told of, and the next."""
    uuids, more = set(), True
    while more:
        answer = shop.rpc("pos.config", "pull_sync_orders", [CLOTHES], cursor, 200)
        uuids.update(transfer["uuid"] for transfer in answer["inbox"])
        cursor, more = answer["cursor"], answer["more"]
    return uuids, cursor
