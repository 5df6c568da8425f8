"""What is measured: each row takes both sides and a count, and returns Results."""

from tests.benchmark import recovery
from tests.benchmark.numbers import Result, Series

DEADLINE_MS = 3000
DEAD_LINK_LIMIT = 20
# Answered by the outage proxy itself, so that only browser and worker are measured.
ECHO = "/web/echo-of-the-benchmark"
TIME_POSTS = """async ([url, count]) => {
    const times = [];
    for (let i = 0; i < count; i++) {
        const started = performance.now();
        await (await fetch(url, { method: "POST", body: "{}" })).text();
        times.push(performance.now() - started);
    }
    return times;
}"""


def offline(ours, stock, count):
    """Reload with the port closed."""
    result = Result("offline reload", Series(), Series(), bound=1.0)
    _both(lambda side: side.shop.line.mode("refuse"), ours, stock)
    _alternate(result, ours, stock, count)
    return [result]


def warm(ours, stock, count):
    """Online reload on a fast line."""
    result = Result("warm online reload, no latency", Series(), Series(), bound=1.05)
    _alternate(result, ours, stock, count)
    return [result]


def warm_slow(ours, stock, count):
    """Online reload with 150 ms before each message of either direction."""
    result = Result("warm online reload, 150 ms per message", Series(), Series(), bound=0.6)
    _both(lambda side: side.shop.line.mode("slow", latency_ms=150), ours, stock)
    _alternate(result, ours, stock, count)
    return [result]


def dead_link(ours, stock, count):
    """Reload while packets vanish; each try starts from a line that answered just before."""
    usual = _median_offline(ours)
    result = Result("dead link", Series(), Series(), bound_ms=DEADLINE_MS + usual * 1.5)
    for _turn in range(count):
        result.ours.add(_dead(ours))
    result.stock.add(_dead(stock))
    result.notes.append(
        f"stock is given {DEAD_LINK_LIMIT} s; an offline reload takes {usual:.0f} ms"
    )
    again = Result("dead link, the reloads after", Series(), Series())
    ours.shop.line.mode("swallow")
    ours.till.time_reload(DEAD_LINK_LIMIT)
    for _turn in range(count):
        again.ours.add(ours.till.time_reload(DEAD_LINK_LIMIT))
    return [result, again]


def pass_through(ours, stock, count):
    """A POST that no worker may answer, with the worker in charge and without any."""
    result = Result("a write, worker in charge or none", Series(), Series())
    for side in (ours, stock):
        side.shop.line.mode("502", path=ECHO)
    for _turn in range(count):
        for value in _posts(ours):
            result.ours.add(value)
        for value in _posts(stock):
            result.stock.add(value)
    bare = Series()
    _bypass_worker(ours, True)
    for _turn in range(count):
        for value in _posts(ours):
            bare.add(value)
    _bypass_worker(ours, False)
    cost = result.ours.at(0.95) - bare.at(0.95)
    result.notes.append(f"cost at p95 against no worker: {cost:.2f} ms (bound 5 ms)")
    return [result]


ROWS = {
    "offline": offline,
    "warm": warm,
    "warm-150": warm_slow,
    "dead-link": dead_link,
    "pass-through": pass_through,
    "recovery-durable": recovery.durable,
    "recovery-cost": recovery.cost,
    "recovery-add-to-cart": recovery.add_to_cart,
    "recovery-boot": recovery.boot,
    "reloads": recovery.reloads,
    "kills": recovery.kills_in_a_row,
}


def _alternate(result, ours, stock, count):
    for _turn in range(count):
        result.ours.add(ours.till.time_reload())
        result.stock.add(stock.till.time_reload())


def _both(action, ours, stock):
    action(ours)
    action(stock)


def _median_offline(side):
    side.shop.line.mode("refuse")
    times = Series()
    for _turn in range(3):
        times.add(side.till.time_reload())
    side.online()
    return times.at(0.5)


def _dead(side):
    side.online()
    side.shop.line.mode("swallow")
    return side.till.time_reload(DEAD_LINK_LIMIT)


def _posts(side):
    return side.till.evaluate(TIME_POSTS, [ECHO, 20])


def _bypass_worker(side, bypass):
    side.till.cdp.send("Network.enable")
    side.till.cdp.send("Network.setBypassServiceWorker", {"bypass": bypass})
    side.till.time_reload()
