"""What a machine takes for things that no product can help: units for bounds that travel.

Milliseconds of one machine are no bound on another. A row that is measured in one of these, in the
same run, says the same on a slow machine as on a fast one.
"""

from tests.benchmark.numbers import Series

# The disk alone: a strict write of one byte, on a database of its own.
STRICT_WRITES = """async (count) => {
    const open = indexedDB.open("bench-probe");
    open.onupgradeneeded = () => open.result.createObjectStore("probe");
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const times = [];
    for (let number = 0; number < count; number++) {
        const started = performance.now();
        const work = open.result.transaction("probe", "readwrite", { durability: "strict" });
        work.objectStore("probe").put(number, 1);
        await new Promise((resolve) => { work.oncomplete = resolve; });
        times.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
    open.result.close();
    indexedDB.deleteDatabase("bench-probe");
    return times;
}"""
# From the click on a product's tile to its line on the screen.
ADD_TO_CART = """async ([name, count]) => {
    const tile = Array.from(document.querySelectorAll("article.product")).find((each) =>
        each.querySelector(".product-name")?.innerText.trim() === name);
    const shown = () => document.querySelector(".orderline:last-child, .orderline.selected")
        ?.innerText;
    const times = [];
    for (let number = 0; number < count; number++) {
        const before = shown();
        const started = performance.now();
        tile.click();
        while (shown() === before) { await new Promise(requestAnimationFrame); }
        times.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return times;
}"""
# The smallest question that Odoo answers to somebody who is signed in.
REQUESTS = """async (count) => {
    const times = [];
    for (let number = 0; number < count; number++) {
        const started = performance.now();
        await posmodel.data.orm.silent.searchCount("res.currency", [["id", "=", 0]]);
        times.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return times;
}"""


def strict_writes(till, count):
    """Return the name and the `Series` of `count` strict writes of one byte."""
    return "a strict write of one byte", _series(till, STRICT_WRITES, count)


def add_to_cart_of(till, count):
    """Return the name and the `Series` of `count` products put into the order that is shown."""
    return "stock's add to cart", _series(till, ADD_TO_CART, ["Letter Tray", count])


def bare_requests(till, count):
    """Return the name and the `Series` of `count` requests that ask for next to nothing."""
    return "a bare request", _series(till, REQUESTS, count)


def _series(till, script, argument):
    return Series(till.evaluate(script, argument, timeout=240))
