"""Rows of a shop that has more than a Point of Sale: loyalty, tables, employees and quotations.

Both sides have the same modules of Odoo and the same data. What a cashier does most is to take no
longer beside them than it takes stock beside them.
"""

from tests.benchmark.numbers import Result, Series
from tests.benchmark.recovery import COST, DROP_ORDERS, FEW, LEAST, LINES, MAKE_ORDER
from tests.benchmark.units import ADD_TO_CART
from tests.e2e import connection
from tests.till.shop import FURNITURE, PRODUCT

OURS, STOCK = "suite_with_others", "stock_with_others"
BESIDE = 1.05  # of stock with the same neighbours
DEADLINE_MS, DRAWING_MS = 3000, 1000
LIMIT = 15  # s given to each try
TABLES = 60
FLAT = 1.25  # of a change with one open order: noise, no growth
CUSTOMER = "Bench Customer"
# Customer by customer, so that each is a change; ms until the button shows the name.
CHOOSE = """async ([names]) => {
    const shown = (name) => document.querySelector(".product-screen .set-partner")
        ?.innerText.includes(name);
    const times = [];
    for (const name of names) {
        const partner = posmodel.models["res.partner"].find((one) => one.name === name);
        const started = performance.now();
        posmodel.setPartnerToCurrentOrder(partner);
        while (!shown(name)) { await new Promise(requestAnimationFrame); }
        times.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return times;
}"""
SET_CUSTOMER = """async (name) => {
    const partner = posmodel.models["res.partner"].find((one) => one.name === name);
    posmodel.setPartnerToCurrentOrder(partner);
    await posmodel.updateRewards();
}"""
# Open orders beside the one that is worked on, as a restaurant has them in the evening.
OPEN_TABLES = """async (count) => {
    const product = posmodel.models["product.template"].find((one) => one.available_in_pos
        && !one.isConfigurable() && !one.isCombo() && one.tracking === "none");
    for (let number = 0; number < count; number++) {
        const order = posmodel.addNewOrder();
        await posmodel.addLineToOrder({ product_tmpl_id: product }, order, {}, false);
    }
}"""


def fill(shop):
    """A programme that counts points, a price list, and customers that have a card."""
    rule = {"reward_point_amount": 1, "reward_point_mode": "order", "minimum_amount": 0}
    values = {"name": "Bench points", "program_type": "loyalty", "trigger": "auto"}
    values |= {"applies_on": "both", "pos_ok": True, "rule_ids": [[0, 0, rule]]}
    program = shop.rpc("loyalty.program", "create", values)
    names = [{"name": f"{CUSTOMER} {number}"} for number in range(FEW)]
    partners = shop.rpc("res.partner", "create", names)
    cards = [{"program_id": program, "partner_id": one, "points": 20} for one in partners]
    shop.rpc("loyalty.card", "create", cards)
    shop.rpc("pos.config", "write", [FURNITURE], {"limit_categories": False})


def start(ours, stock, count):
    """Online reload."""
    result = Result("neighbours: online reload", Series(), Series(), bound=BESIDE)
    for _turn in range(count):
        result.ours.add(ours.till.time_reload())
        result.stock.add(stock.till.time_reload())
    return [result]


def add_to_cart(ours, stock, count):
    """From the click on a product to its line on the screen."""
    return [_alternate("add to cart", ours, stock, count, _add_ten)]


def choose_customer(ours, stock, count):
    """From the choice of a customer who has points to the name on the screen."""
    return [_alternate("customer chosen", ours, stock, count, _choose_ten)]


def validate(ours, stock, count):
    """From Validate to the receipt, online, for a customer who gets points."""
    result = Result("neighbours: Validate until the receipt", Series(), Series(), bound=BESIDE)
    for _turn in range(count):
        for side, series in ((ours, result.ours), (stock, result.stock)):
            series.add(_sell(side))
            side.till.next_order()
    return [result]


def dead_link(ours, stock, count):
    """The same while packets vanish: the deadline, and the time to draw the receipt."""
    result = Result("neighbours: Validate on a dead link", Series(), Series())
    result.bound_ms = DEADLINE_MS + DRAWING_MS
    for side, series, tries in ((ours, result.ours, count), (stock, result.stock, 1)):
        for _turn in range(tries):
            took = _sell(side, "swallow")
            series.add(took)
            side.shop.line.mode("pass")
            if took is not None:
                connection.wait_nothing_pending(side.till)
                side.till.next_order()
    result.notes.append(f"stock is given {LIMIT} s")
    return [result]


def tables(ours, _stock, count):
    """Main thread per change beside 60 open orders, and beside none."""
    result = Result(f"main thread per change, {TABLES} open orders", Series(), Series())
    unit = Series(_cost_of_changes(ours, count))
    ours.till.evaluate(OPEN_TABLES, TABLES, timeout=120)
    result.ours = Series(_cost_of_changes(ours, count))
    ours.till.evaluate(DROP_ORDERS)
    return [result.in_units("the same beside no other order", unit, FLAT, share=0.5)]


# What never ends leaves stock's till stuck: last.
ROWS = {
    "neighbours-start": start,
    "neighbours-add-to-cart": add_to_cart,
    "neighbours-customer": choose_customer,
    "neighbours-validate": validate,
    "neighbours-tables": tables,
    "neighbours-dead-link": dead_link,
}


def _alternate(name, ours, stock, count, measure):
    """Ten at a time on each side, so that what the machine does meanwhile meets both."""
    result = Result(f"neighbours: {name}", Series(), Series(), bound=BESIDE)
    for side in (ours, stock):
        side.till.evaluate(MAKE_ORDER, 3, timeout=60)
    for _turn in range(max(count, LEAST // 10)):
        result.ours.values += measure(ours)
        result.stock.values += measure(stock)
    for side in (ours, stock):
        side.till.evaluate(DROP_ORDERS)
    return result


def _add_ten(side):
    return side.till.evaluate(ADD_TO_CART, ["Letter Tray", 10], timeout=60)


def _choose_ten(side):
    names = [f"{CUSTOMER} {number}" for number in range(FEW)]
    return side.till.evaluate(CHOOSE, [names], timeout=60)


def _sell(side, mode=None):
    """Ms from Validate to the receipt, None when it does not come within the limit."""
    side.till.add_product(PRODUCT)
    side.till.evaluate(SET_CUSTOMER, f"{CUSTOMER} 1", timeout=30)
    connection.pay_without_validating(side.till)
    if mode:
        side.shop.line.mode(mode)
    took = connection.seconds_to_receipt(side.till, LIMIT)
    return took and took * 1000


def _cost_of_changes(side, count):
    side.till.evaluate(MAKE_ORDER, LINES, timeout=60)
    return side.till.evaluate(COST, max(count * 10, LEAST), timeout=120)
