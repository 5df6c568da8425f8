"""Rows of orders that go from till to till: how soon the other till shows and has them.

In stock Odoo no order gets to a till of another point of sale, as
`tests/e2e/test_multi_session_sync_stock.py` shows. What can be set beside a delivery is a stock
till that opens an order of its own point of sale from the server: no payload to check, nobody to
ask who gets it.
"""

import contextlib

from tests.benchmark.numbers import Result, Series
from tests.benchmark.recovery import LINES, MAKE_ORDER
from tests.benchmark.tills import open_tills, resting
from tests.benchmark.units import bare_requests
from tests.e2e.sync_scenarios import cut_websocket, expire_waiting, lines_of, open_till, plug
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT, Shop
from tests.till.sync_orders import INBOX, PREVIEW, SEND, allow_routes
from tests.waiting import wait_until

NO_STOCK = "no stock control: stock has no way for an order from till to till"
LIVE_UNITS = 30  # bare requests: a send, a bell, a question and two pages that draw
LIVE_MS, POLLED_MS, DELIVER_MS = 300, 5000, 300
LEAST = 100  # measurements of what takes milliseconds, whatever `-n` says
LIMIT = 30  # s
MOST_POLLED = 30
WORKERS = 2
# Both pages have the machine's own clock.
PRESS_SEND = f"""() => {{
    const pressed = Date.now();
    document.querySelector("{SEND} button[name=send]").click();
    return pressed;
}}"""
# Notes the frame in which the badge counts an order, and the one in which the list has it.
WATCH = f"""() => {{
    const seen = (window.syncSeen = {{}});
    const look = () => {{
        const button = document.querySelector(".pos-sync-inbox-button");
        if (Number(button?.dataset.count) > 0) {{ seen.badge ||= Date.now(); }}
        if (document.querySelector("{INBOX} [data-transfer]")) {{ seen.list ||= Date.now(); }}
        if (!seen.badge || !seen.list) {{ requestAnimationFrame(look); }}
    }};
    look();
}}"""
SEEN = "() => (syncSeen.badge && syncSeen.list ? syncSeen : null)"
LISTED = f"""() => document.querySelectorAll("{INBOX} [data-transfer]").length"""
CALL_BACK = """async () => {
    const { board, sender } = posmodel.syncOrders;
    for (const { order, state } of board.state.outbox) {
        if (["queued", "sent", "seen"].includes(state)) { await sender.recall(order.uuid, ""); }
    }
}"""
# A copy each time: the order stays, and goes again.
SEND_COPY = """async (receivers) => {
    const choice = { receivers, mode: "first", keep: "copy", note: "", priority: "0" };
    await posmodel.syncOrders.sender.send(posmodel.getOrder(), choice);
}"""
# Resolves to the ms from `pressed` to the frame after the one in which `isThere()` came true, null
# after the limit. It looks when the page changes: a look in each frame would cost frames.
FIRST_FRAME = f"""(pressed, isThere) => new Promise((resolve) => {{
    const end = (took) => {{
        observer.disconnect();
        clearTimeout(timer);
        resolve(took);
    }};
    const look = () => isThere() && requestAnimationFrame(() => end(performance.now() - pressed));
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => end(null), {LIMIT * 1000});
    observer.observe(document.body, {{ subtree: true, childList: true, attributes: true }});
}})"""
# From the click until the order is selected with all its lines on the screen, and nothing is before
# them.
TIME_DELIVER = f"""(lines) => {{
    const before = posmodel.getOrder();
    const has = (selector, count) => document.querySelectorAll(selector).length === count;
    const isThere = () => posmodel.getOrder() !== before
        && has(".product-screen .orderline", lines) && has("{PREVIEW}, {INBOX}", 0);
    const shown = ({FIRST_FRAME})(performance.now(), isThere);
    document.querySelector("{PREVIEW} button[name=deliver]").click();
    return shown;
}}"""
DELETE = "async () => { await posmodel.deleteOrders([posmodel.getOrder()]); }"
# The order that is shown is on the server, and not in the till any more; its number.
PUT_AWAY = """async () => {
    const order = posmodel.getOrder();
    await posmodel.syncAllOrders({ orders: [order] });
    const { id } = order;
    posmodel.setOrder(posmodel.addNewOrder());
    posmodel.data.localDeleteCascade(order);
    return id;
}"""
TIME_OPEN = f"""([id, lines]) => {{
    const has = (selector, count) => document.querySelectorAll(selector).length === count;
    const isThere = () => has(".product-screen .orderline", lines);
    const shown = ({FIRST_FRAME})(performance.now(), isThere);
    posmodel.data.loadServerOrders([["id", "=", id]]).then(() =>
        posmodel.setOrder(posmodel.models["pos.order"].get(id)));
    return shown;
}}"""


def live(ours, stock, count):
    """From the click of Send to the order in the other till's badge and list."""
    with resting(ours, stock), pair(ours.playwright, ours.shop) as (counter, desk):
        unit = bare_requests(counter.till, LEAST)
        belled = _measure(counter, desk, max(count, LEAST))
        cut_websocket(desk)
        wait_until(desk.is_degraded, LIMIT, "the mark of the live line")
        polled = _measure(counter, desk, min(count, MOST_POLLED))
        plug(desk)
    return [
        without_stock("sent until visible", belled, None).in_units(*unit, LIVE_UNITS),
        without_stock("sent until visible, websocket cut", polled, POLLED_MS),
    ]


def live_workers(ours, stock, count):
    """The same where other processes take the order and ring the bell."""
    with (
        resting(ours, stock),
        workers_shop(ours.shop.postgres) as shop,
        pair(ours.playwright, shop) as (counter, desk),
    ):
        unit = bare_requests(counter.till, LEAST)
        series = _measure(counter, desk, max(count, LEAST))
    result = without_stock(f"sent until visible, {WORKERS} workers", series, None)
    return [result.in_units(*unit, LIVE_UNITS)]


def deliver(ours, stock, count):
    """From the click of Deliver to the order selected with all its lines."""
    result = Result(f"delivered, {LINES} lines", Series(), Series(), bound_ms=DELIVER_MS)
    result.notes.append("stock: an order of its own point of sale, from the server to the screen")
    with resting(ours, stock):
        with pair(ours.playwright, ours.shop) as (counter, desk):
            assert counter.till.evaluate(MAKE_ORDER, LINES, timeout=300) == LINES
            for _turn in range(count):
                result.ours.add(_deliver(counter, desk))
        with open_tills(stock.playwright, stock.shop) as make_till:
            till = make_till("admin")
            till.visit(till.shop_url(FURNITURE))
            till.wait_ready()
            assert till.evaluate(MAKE_ORDER, LINES, timeout=300) == LINES
            for _turn in range(count):
                result.stock.add(till.evaluate(TIME_OPEN, [till.evaluate(PUT_AWAY), LINES]))
    return [result]


ROWS = {"sync-live": live, "sync-live-workers": live_workers, "sync-deliver": deliver}


@contextlib.contextmanager
def workers_shop(postgres):
    """A shop whose server has several processes, and one for websockets."""
    with Shop(postgres, "suite", "bench_workers", workers=WORKERS) as shop:
        yield shop


@contextlib.contextmanager
def pair(playwright, shop):
    """A counter that sends and a desk that gets, each on a line of its own."""
    allow_routes(shop)
    expire_waiting(shop)
    # Both sell everything: loading what a till does not sell is a matter of its own.
    shop.rpc("pos.config", "write", [FURNITURE, CLOTHES], {"limit_categories": False})
    with lines_of(shop) as make_line, open_tills(playwright, shop) as make_till:
        yield [open_till(make_till, make_line, config) for config in (FURNITURE, CLOTHES)]


def without_stock(name, series, bound_ms, *notes):
    """Return the result of a row that nothing of stock can be set beside."""
    return Result(name, series, Series(), bound_ms=bound_ms, notes=[NO_STOCK, *notes])


def _measure(counter, desk, count):
    series = Series()
    desk.open_inbox()
    for _turn in range(count):
        counter.till.add_product(PRODUCT)
        counter.begin_send()
        counter.page.check(f"{SEND} [data-receiver='{CLOTHES}'] input")
        counter.page.wait_for_selector(f"{SEND} button[name=send]:enabled")
        desk.till.evaluate(WATCH)
        pressed = counter.till.evaluate(PRESS_SEND)
        series.add(_wait_seen(desk, pressed))
        counter.page.wait_for_selector(SEND, state="detached")
        _call_back(counter, desk)
    desk.close_list()
    return series


def _deliver(counter, desk):
    counter.till.evaluate(SEND_COPY, [CLOTHES])
    desk.wait_badge(1, LIMIT)
    _look(desk)
    took = desk.till.evaluate(TIME_DELIVER, LINES, timeout=LIMIT + 5)
    desk.wait_taken()
    desk.wait_sent()
    desk.till.evaluate(DELETE)
    desk.wait_sent()
    return took


def _look(desk):
    """A person reads what is there before taking it: by then the till has told of it and rests."""
    desk.open_inbox()
    desk.page.locator(f"{INBOX} button[name=open]").first.click()
    desk.page.wait_for_selector(f"{PREVIEW} li", timeout=LIMIT * 1000)
    desk.wait_sent()
    desk.till.wait_written()


def _wait_seen(desk, pressed):
    try:
        seen = wait_until(lambda: desk.till.evaluate(SEEN), LIMIT, "the order in badge and list")
    except TimeoutError:
        return None
    return max(seen.values()) - pressed


def _call_back(counter, desk):
    """Each order is the only one that waits, as the list of a till that keeps up is short."""
    counter.wait_sent()
    counter.till.evaluate("() => posmodel.syncOrders.puller.ring()")
    counter.till.evaluate(CALL_BACK)
    counter.wait_sent()
    desk.wait_badge(0, LIMIT)
    wait_until(lambda: desk.till.evaluate(LISTED) == 0, LIMIT, "an empty list")
