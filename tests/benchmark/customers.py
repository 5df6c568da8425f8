"""Rows of the customer queue: how soon what was entered is safe, how fast a queue is through."""

import time

from tests.benchmark.numbers import Result, Series
from tests.benchmark.recovery import DISK_UNITS, LEAST
from tests.benchmark.tills import open_tills
from tests.benchmark.units import strict_writes
from tests.e2e import connection
from tests.till.customer_storm import Storm
from tests.till.customers import Customers
from tests.waiting import wait_until

MANY, ORDERS = 1000, 100
LIMIT = 240  # s
SHARE = 0.3  # of the replies, lost after the server has committed
LOSSY = "apply_offline_operations|sync_from_ui"
QUEUE = "apply_offline_operations"
ONE_BY_ONE = 20
MOST_FLUSHES = 5
KNOWN = 50_000  # customers that a till may be set to know
STEPS, SEED, MOST_STORMS = 200, 100, 3
# Customers as the form saves them, with a paid order each where `hasOrders`; ms that a save took.
# The screen begins an empty order after each paid one: the next is made of that, as cashiers do.
MAKE = """async ([prefix, count, hasOrders]) => {
    const product = posmodel.models["product.template"].find((one) => one.available_in_pos
        && !one.isConfigurable() && !one.isCombo() && one.tracking === "none");
    const cash = posmodel.config.payment_method_ids.find((one) => one.is_cash_count);
    const isEmpty = (order) => !order.finalized && !order.lines.length;
    const beginOrder = () => posmodel.models["pos.order"].find(isEmpty) || posmodel.addNewOrder();
    const times = [];
    for (let number = 0; number < count; number++) {
        const name = `${prefix} ${String(number).padStart(4, "0")}`;
        const started = performance.now();
        const partner = await posmodel.customerQueue.save(null, {
            name, email: `${name.replaceAll(" ", ".")}@example.com`.toLowerCase(), city: "Gent" });
        times.push(performance.now() - started);
        if (hasOrders) {
            const order = beginOrder();
            order.setPartner(partner);
            await posmodel.addLineToOrder({ product_tmpl_id: product }, order, {}, false);
            order.addPaymentline(cash);
            order.state = "paid";
            posmodel.addPendingOrder([order.id]);
        }
    }
    beginOrder();
    return times;
}"""
# As many customers as a till can know, ready to be searched; ms of the longest piece of that work.
KNOW = """(count) => {
    const make = (n) => ({
        id: 10000000 + n, name: `Customer ${n}`, phone: `+32 470 ${n}`, barcode: `042${n}`,
        email: `customer.${n}@example.com`, vat: `BE0${n}`,
        pos_contact_address: `Street ${n}, 9000 Gent` });
    const records = Array.from({ length: count }, (_value, n) => make(n));
    posmodel.models.loadConnectedData({ "res.partner": records }, []);
    let longest = 0;
    const later = (work) => {
        const started = performance.now();
        queued = null;
        work();
        longest = Math.max(longest, performance.now() - started);
    };
    let queued = () => posmodel.customerSearch.warm(
        posmodel.models["res.partner"].getAll(), (work) => { queued = work; });
    while (queued) {
        later(queued);
    }
    return longest;
}"""
# How long each search took, in ms, and how many it found.
SEARCH = """(queries) => {
    const partners = posmodel.models["res.partner"].getAll(); // as the list has them, once open
    return queries.map((query) => {
        const started = performance.now();
        const found = posmodel.customerSearch.find(partners, query);
        return [performance.now() - started, found.length];
    });
}"""
WAYS = (
    "customer {}",
    "32470{}",
    "customer.{}@example.com",
    "042{}",
    "be0{}",
    "street {}",
    "nobody {}",
)
# Each batch with one operation, as if there were no batches.
SINGLE = """() => Object.defineProperty(posmodel.env.services.pos_outbox.sender, "_limit",
    { get: () => 1, set() {}, configurable: true })"""
BATCHED = "() => { delete posmodel.env.services.pos_outbox.sender._limit; }"


def durable(ours, _stock, count):
    """From Save without the server to the customer being on the disk."""
    count = max(count, LEAST)
    result = Result("customer saved until on the disk", Series(), Series())
    result.in_units(*strict_writes(ours.till, count), DISK_UNITS)
    _unplug(ours)
    for value in _make(ours, "Durable", count, False):
        result.ours.add(value)
    _plug(ours, "pass")
    _wait_through(ours, 60)
    return [result]


def flush(ours, _stock, count):
    """Customers and orders that name them, replies lost: none twice, none without the other."""
    result = Result(f"{ORDERS} customers and orders, 30 % lost", Series(), Series())
    result.bound_ms = 10_000
    for turn in range(min(count, MOST_FLUSHES)):
        name = f"Lossy{turn}"
        _unplug(ours)
        _make(ours, name, ORDERS, True)
        result.ours.add(_flush(ours, path=LOSSY, share=SHARE, seed=7 + turn))
        faults = find_faults(ours.shop, name, ORDERS)
        result.ours.never += bool(faults)
        sent = _sent(ours, QUEUE), _sent(ours, "sync_from_ui")
        ours.online()  # stock draws a tab for each order that it has in memory
        told = "wrong on the server: {}; requests: {} batches, {} orders"
        result.notes.append(told.format(faults or "nothing", *sent))
    return [result]


def many(ours, _stock, _count):
    """A thousand customers; and how many requests that takes against one for each."""
    result = Result(f"{MANY} customers", Series(), Series(), bound_ms=30_000)
    _unplug(ours)
    _make(ours, "Many", MANY, False)
    result.ours.add(_flush(ours))
    batched = _sent(ours, QUEUE) / MANY
    _unplug(ours)
    _make(ours, "Single", ONE_BY_ONE, False)
    ours.till.evaluate(SINGLE)
    _flush(ours)
    ours.till.evaluate(BATCHED)
    fewer = _sent(ours, QUEUE) / ONE_BY_ONE / batched
    result.notes.append(f"{fewer:.0f} times fewer requests than one by one (bound 10)")
    result.ours.never += fewer < 10 or _on_server(ours.shop, "Many") != MANY
    return [result]


def search(ours, _stock, count):
    """One among as many customers as a till can know, by whatever is known of them."""
    result = Result(f"one of {KNOWN} customers found", Series(), Series(), bound_ms=100)
    longest = ours.till.evaluate(KNOW, KNOWN, timeout=120)
    result.notes.append(f"made ready in pieces of {longest:.0f} ms at most")
    queries = [way.format(KNOWN - 1 - turn) for turn in range(count) for way in WAYS]
    for query, (time_ms, found) in zip(queries, ours.till.evaluate(SEARCH, queries), strict=True):
        result.ours.add(time_ms)
        result.ours.never += found != (0 if "nobody" in query else 1)
    ours.till.time_reload()
    return [result]


def storm(ours, _stock, count):
    """A long storm for each of `count` seeds: ms of a step; what does not hold is told."""
    result = Result(f"storm of {STEPS} steps", Series(), Series())
    for seed in range(SEED, SEED + min(count, MOST_STORMS)):
        with open_tills(ours.playwright, ours.shop) as make_till:
            started = time.monotonic()
            faults = Storm(ours.shop, make_till, seed).run(STEPS)
        result.ours.add((time.monotonic() - started) * 1000 / STEPS)
        result.ours.never += bool(faults)
        result.notes += [f"seed {seed}: {fault}" for fault in faults]
    result.bound_ms = 60_000  # of a step: what counts is that nothing is wrong
    return [result]


ROWS = {
    "customers-durable": durable,
    "customers-flush": flush,
    "customers-many": many,
    "customers-search": search,
    "customers-storm": storm,
}


def find_faults(shop, prefix, count):
    """What is wrong on the server: customers missing or twice, orders without their own."""
    faults = []
    if _on_server(shop, prefix) != count:
        faults.append(f"{_on_server(shop, prefix)} customers for {count}")
    orders = shop.rpc(
        "pos.order",
        "search_read",
        [["partner_id.name", "=like", f"{prefix} %"]],
        ["partner_id", "offline_customer_data"],
    )
    named = {order["partner_id"][0] for order in orders}
    if len(orders) != count or len(named) != count:
        faults.append(f"{len(orders)} orders of {len(named)} customers")
    wrong = [one for one in orders if not _is_own(one)]
    return [*faults, *(f"another one's order {one['id']}" for one in wrong)]


def _is_own(order):
    entered = order["offline_customer_data"]
    return not entered or entered["name"] == order["partner_id"][1]


def _on_server(shop, prefix):
    return shop.rpc("res.partner", "search_count", [["name", "=like", f"{prefix} %"]])


def _make(side, prefix, count, has_orders):
    return side.till.evaluate(MAKE, [prefix, count, has_orders], timeout=600)


def _unplug(side):
    side.shop.line.mode("refuse")
    wait_until(lambda: side.till.evaluate(connection.OFFLINE), 30, "the till offline")


def _plug(side, mode, **options):
    side.shop.line.requests.clear()
    side.shop.line.mode(mode, **options)


def _flush(side, **lossy):
    """Mend the line; ms from then until nothing waits, None when that is not within `LIMIT`."""
    _plug(side, "drop_reply" if lossy else "pass", **lossy)
    started = time.monotonic()
    try:
        _wait_through(side, LIMIT)
    except TimeoutError:
        return None
    return (time.monotonic() - started) * 1000


def _wait_through(side, timeout):
    Customers(side.till).wait_through(timeout)
    connection.wait_nothing_pending(side.till, timeout)


def _sent(side, method):
    return sum(entry.rpc[1] == method for entry in side.shop.line.requests)
