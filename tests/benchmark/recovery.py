"""Rows of the session recovery: how fast a change is safe, what it costs, what kills take."""

from tests.benchmark.numbers import Result, Series
from tests.benchmark.units import ADD_TO_CART, add_to_cart_of, strict_writes
from tests.e2e import kills, places, scenarios
from tests.till.shop import FURNITURE

LINES, FEW = 100, 10
LEAST = 100  # measurements of what takes milliseconds, whatever `-n` says
# At p95, measured in the same run; each holds with a quarter to spare on two machines.
DISK_UNITS = 3
CART_SHARE = 0.08
# An order of its own with `count` lines, each of another product as far as there are any.
MAKE_ORDER = """async (count) => {
    const order = posmodel.addNewOrder();
    posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
    const products = posmodel.models["product.template"].filter((product) =>
        product.available_in_pos && !product.isConfigurable() && !product.isCombo()
        && product.tracking === "none");
    for (let number = 0; number < count; number++) {
        const line = await posmodel.addLineToCurrentOrder({
            product_tmpl_id: products[number % products.length] }, { merge: false });
        line.setCustomerNote("number " + number);
    }
    return order.lines.length;
}"""
# Each row begins and ends without orders of another: stock writes all of them again and again.
DROP_ORDERS = """() => {
    for (const order of posmodel.models["pos.order"].filter((each) => !each.isSynced)) {
        posmodel.data.localDeleteCascade(order);
    }
    const order = posmodel.addNewOrder();
    posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
}"""
DURABLE = """async (count) => {
    const { keeper } = odoo.posSessionRecovery;
    const nextTask = () => new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { port1.close(); resolve(); };
        port2.postMessage(null);
    });
    const times = [];
    for (let number = 0; number < count; number++) {
        const line = posmodel.getOrder().lines.at(-1 - (number % 3));
        const { seq } = keeper;
        const started = performance.now();
        line.setQuantity(2 + (number % 7));
        while (keeper.seq === seq) { await nextTask(); }
        await keeper.settled();
        times.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return times;
}"""
# What the snapshot takes from the till's own thread: all of our code that a change runs.
COST = """async (count) => {
    const { tracker, keeper } = odoo.posSessionRecovery;
    const times = [];
    let spent = 0;
    const timed = (object, name) => {
        const method = object[name].bind(object);
        object[name] = (...args) => {
            const started = performance.now();
            try { return method(...args); } finally { spent += performance.now() - started; }
        };
        return () => delete object[name];
    };
    const stops = [timed(tracker, "flush"), timed(tracker.taker, "_noteUpdate"),
        timed(keeper, "writeSlot")];
    for (let number = 0; number < count; number++) {
        const line = posmodel.getOrder().lines.at(-1 - (number % 50));
        spent = 0;
        line.setQuantity(2 + (number % 7));
        await new Promise((resolve) => setTimeout(resolve, 40));
        times.push(spent);
    }
    stops.forEach((stop) => stop());
    return times;
}"""
STORED = """async () => {
    const own = Object.entries(localStorage).filter(([key]) =>
        key.startsWith("pos_session_recovery")).flat().join("").length;
    const { store } = odoo.posSessionRecovery;
    const areas = await Promise.all(["recovery", "recovery_ring", "recovery_quarantine"]
        .map((area) => store.getAll(area)));
    return { own, records: areas.flat().length, text: JSON.stringify(areas).length };
}"""


def durable(ours, _stock, count):
    """From a change to its being on the disk, in an order of ten lines."""
    count = max(count * 10, LEAST)
    ours.till.evaluate(MAKE_ORDER, FEW, timeout=60)
    result = Result("change until it is on the disk", Series(), Series())
    result.in_units(*strict_writes(ours.till, count), DISK_UNITS)
    _fill(result.ours, ours.till.evaluate(DURABLE, count, timeout=240))
    ours.till.evaluate(DROP_ORDERS)
    return [result]


def cost(ours, stock, count):
    """Main thread per change, in an order of 100 lines."""
    count = max(count * 10, LEAST)
    result = Result("main thread per change, 100 lines", Series(), Series())
    stock.till.evaluate(MAKE_ORDER, FEW, timeout=60)
    result.in_units(*add_to_cart_of(stock.till, LEAST), CART_SHARE)
    stock.till.evaluate(DROP_ORDERS)
    ours.till.evaluate(MAKE_ORDER, LINES, timeout=60)
    _fill(result.ours, ours.till.evaluate(COST, count, timeout=120))
    ours.till.evaluate(DROP_ORDERS)
    return [result]


def add_to_cart(ours, stock, count):
    """From the click on a product to its line on the screen."""
    result = Result("add to cart", Series(), Series(), bound=1.05)
    for side in (ours, stock):
        side.till.evaluate(MAKE_ORDER, 3, timeout=60)
    for _turn in range(max(count, LEAST // 10)):
        for side, series in ((ours, result.ours), (stock, result.stock)):
            _fill(series, side.till.evaluate(ADD_TO_CART, ["Letter Tray", 10], timeout=60))
    for side in (ours, stock):
        side.till.evaluate(DROP_ORDERS)
    return [result]


def boot(ours, stock, count):
    """Online reload with an order of 20 lines to bring back; stock's p95 and 300 ms are allowed."""
    result = Result("reload that brings an order back", Series(), Series())
    for side in (ours, stock):
        side.till.evaluate(MAKE_ORDER, 20, timeout=60)
        side.till.wait_written()
    for _turn in range(count):
        result.ours.add(ours.till.time_reload())
        result.stock.add(stock.till.time_reload())
    for side in (ours, stock):
        side.till.evaluate(DROP_ORDERS)
    result.bound_ms = result.stock.at(0.95) + 300
    return [result]


def reloads(ours, _stock, count):
    """Reloads in alternation with edits: what is stored must not grow. Use `-n 1000`."""
    result = Result("reload after an edit", Series(), Series())
    sizes = []
    for turn in range(count):
        ours.till.evaluate(MAKE_ORDER if turn % 10 == 0 else _edit(turn), 5, timeout=60)
        places.settle(ours.till, ours.shop)
        result.ours.add(ours.till.time_reload())
        if turn in (count // 2, count - 1):
            sizes.append(ours.till.evaluate(STORED))
    result.notes.append(f"stored half-way and at the end: {sizes}")
    return [result]


def _edit(turn):
    """A change of the order that is shown."""
    return f"() => posmodel.getOrder().lines.at(-1)?.setQuantity(1 + {turn} % 9)"


def kills_in_a_row(ours, stock, count):
    """SIGKILLs at random instants, half online and half offline. Use `-n 200`."""
    result = Result("settled changes lost by kills (runs)", Series(), Series(), bound_ms=0)
    for side, series in ((ours, result.ours), (stock, result.stock)):
        for online in (True, False):
            _begin(side)
            if not online:
                side.shop.unplug()
            outcome = kills.run(side.till, side.shop, 20261121 + online, count // 2)
            series.add(outcome.bad)
            result.notes.append(_describe(side, online, outcome))
            print(result.notes[-1], flush=True)  # a long run is known leg by leg
        side.shop.plug()
    return [result]


def _begin(side):
    """A new till; its cookies get to the disk when the browser quits."""
    side.shop.plug()
    side.till.remove()
    side.till.open()
    side.till.sign_in("admin")
    scenarios.visit_twice(side.till, side.shop)
    side.till.reopen()
    side.till.visit(side.till.shop_url(FURNITURE))
    places.wait_place(side.till)


def _describe(side, online, outcome):
    return (
        f"{side.kind}, {'online' if online else 'server gone'}: {outcome.runs} kills"
        f" ({outcome.settled} with a settled change),"
        f" {len(outcome.lost)} lost a settled change, {len(outcome.other_order)} showed another"
        f" order, {len(outcome.other_place)} another place, {len(outcome.not_opened)} did not open"
    )


def _fill(series, values):
    for value in values:
        series.add(value)
