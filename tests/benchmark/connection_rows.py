"""Rows about the connection: what a sale waits for, how soon an outage and its end are known."""

import time

from tests.benchmark.numbers import Result, Series
from tests.e2e import connection
from tests.till.shop import PRODUCT

LIMIT = 10  # s given to each try
STOCK_TRIES = 1  # a try that never ends costs its whole limit


def validate_dead_link(ours, stock, count):
    """Validate while packets vanish: the first time, and once the till knows."""
    first = Result("Validate on a dead link, first", Series(), Series(), bound_ms=4000)
    known = Result("Validate on a dead link, known", Series(), Series(), bound_ms=500)
    for side, tries in ((ours, count), (stock, STOCK_TRIES)):
        side.till.wait_ready()
        for _turn in range(tries):
            _validate_twice(side, first, known)
    first.notes.append(f"stock is given {LIMIT} s")
    return [first, known]


def detection(ours, stock, count):
    """From the line's death to "offline" on the screen, and from its return to "online"."""
    offline = Result("dead link until shown as offline", Series(), Series(), bound_ms=10000)
    online = Result("line back until shown as online", Series(), Series(), bound_ms=3000)
    for side, tries in ((ours, count), (stock, STOCK_TRIES)):
        for _turn in range(tries):
            _detect(side, offline, online)
    offline.notes.append("no event of the browser, nothing else asked; stock is given 20 s")
    return [offline, online]


# Detection first: a sale that stock could not end leaves its till stuck.
ROWS = {"detection": detection, "validate-dead-link": validate_dead_link}


def _series(result, side):
    return result.ours if side.kind == "suite" else result.stock


def _validate_twice(side, first, known):
    connection.prepare_payment(side.till, PRODUCT)
    side.shop.line.mode("swallow")
    took = connection.seconds_to_receipt(side.till, LIMIT)
    _series(first, side).add(took and took * 1000)
    if took is None:
        _series(known, side).add(None)
    else:
        side.till.next_order()
        connection.prepare_payment(side.till, PRODUCT)
        took = connection.seconds_to_receipt(side.till, LIMIT)
        _series(known, side).add(took and took * 1000)
    side.shop.line.mode("pass")
    if took is not None:
        connection.wait_nothing_pending(side.till)
        side.till.next_order()


def _detect(side, offline, online):
    _stay_quiet(side)
    connection.watch(side.till)
    start = side.till.evaluate(connection.NOW)
    side.shop.line.mode("swallow")
    _add_wait(offline, side, start, True)
    start = side.till.evaluate(connection.NOW)
    side.shop.line.mode("pass")
    if _series(offline, side).never:
        _series(online, side).add(None)
    else:
        _add_wait(online, side, start, False)


def _stay_quiet(side, seconds=2):
    """Wait until nothing was asked for a while: what a start still asks is not measured."""
    requests = side.shop.line.requests
    end = time.monotonic() + 20
    while time.monotonic() < end:
        last = max((entry.started for entry in requests), default=0)
        if time.monotonic() - last > seconds:
            return
        side.till.evaluate(connection.NOW)


def _add_wait(result, side, start, wanted):
    try:
        took = connection.seconds_until_offline(side.till, start, wanted, timeout=20)
    except TimeoutError:
        took = None
    _series(result, side).add(took and took * 1000)
