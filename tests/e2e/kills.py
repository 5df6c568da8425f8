"""Kills of the whole browser at random instants, while a cashier works; seeded, so repeatable."""

import json
import random
from dataclasses import dataclass, field

from tests.e2e import places
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

# A place counts as settled this long after it was first seen, before a cashier can look up (half of
# what stock waits for before it even begins to write); with the suite, once it says so itself.
SETTLED_MS = 150
LOOK_MS = 10
# Works on the order without pause. With each change goes its number, as the order's note, so that
# what comes back says how far it got. Each place that the till comes to stand in is told, and told
# again when it has settled.
WORK = """([seed, settledMs, lookMs]) => {
    let state = seed;
    const random = (below) => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return (state >>> 8) % below;
    };
    const order = posmodel.getOrder();
    const line = () => order.lines[random(order.lines.length)];
    const products = posmodel.models["product.template"].filter((product) =>
        product.available_in_pos && !product.isConfigurable() && !product.isCombo()
        && product.tracking === "none").slice(0, 30);
    const screen = (name) => posmodel.navigate(name, { orderUuid: order.uuid });
    const product = () => products[random(products.length)];
    const add = () => posmodel.addLineToCurrentOrder({ product_tmpl_id: product() });
    const actions = [
        add,
        add,
        () => line()?.setQuantity(1 + random(9)),
        () => line()?.setDiscount(random(50)),
        () => line()?.setCustomerNote("note " + random(100)),
        () => order.selectOrderline(line()),
        () => order.lines.length > 3 && order.removeOrderline(line()),
        () => order.setPartner(posmodel.models["res.partner"].getAll()[random(10)]),
        () => { posmodel.numpadMode = ["quantity", "discount", "price"][random(3)]; },
        () => screen(random(2) ? "ProductScreen" : "PaymentScreen"),
        () => posmodel.numberBuffer.sendKey(String(1 + random(9))),
        () => { const { payment_ids: paid } = order;
            const methods = posmodel.config.payment_method_ids;
            return paid.length > 2 ? order.removePaymentline(paid[0])
                : order.addPaymentline(methods[random(methods.length)]); },
    ];
    const tell = (what, number, place) =>
        console.log("work " + JSON.stringify({ what, number, place }));
    const settle = async (number) => {
        await window.odoo.posSessionRecovery?.keeper.settled();
        tell("settled", number);
    };
    let last = null;
    let seen = 0;
    const look = () => {
        const place = placeOfTest();
        const text = JSON.stringify(place);
        if (place && text !== last) {
            last = text;
            const mine = ++seen;
            tell("seen", mine, place);
            setTimeout(() => settle(mine), settledMs);
        }
    };
    let number = Number(order.general_customer_note) || 0;
    const step = async () => {
        number++;
        await actions[random(actions.length)]();
        order.setGeneralCustomerNote(String(number));
        look();
        setTimeout(step, 20 + random(130));
    };
    window.placeOfTest = PLACE;
    setInterval(look, lookMs);
    // With the suite no place is on the disk before it was told.
    const keeper = window.odoo.posSessionRecovery?.keeper;
    if (keeper) {
        const { keep } = Object.getPrototypeOf(keeper);
        keeper.keep = (...args) => {
            look();
            return keep.apply(keeper, args);
        };
    }
    step();
}""".replace("PLACE", places.PLACE)


@dataclass
class Outcome:
    """How the kills ended: numbers of the runs, and what went wrong in which.

    settled: in how many runs a place had settled before the kill.
    """

    runs: int = 0
    settled: int = 0
    lost: list = field(default_factory=list)
    other_order: list = field(default_factory=list)
    other_place: list = field(default_factory=list)
    not_opened: list = field(default_factory=list)

    @property
    def bad(self):
        """In how many runs anything was not as it was left."""
        return sum(map(len, (self.lost, self.other_order, self.other_place, self.not_opened)))

    @property
    def is_good(self):
        """Nothing settled was lost, the same place was shown, each time it opened."""
        return self.settled > self.runs / 2 and not self.bad


def run(till, shop, seed, count):
    """Kill the browser `count` times while it works; return the Outcome.

    The till must have visited the shop; offline, it must be ready for that. One that does not open
    a second time either ends the run.
    """
    outcome = Outcome()
    dice = random.Random(seed)
    for number in range(count):
        outcome.runs += 1
        _run_once(till, dice, number, outcome)
        if number in outcome.not_opened and not _opens(till):
            break
    return outcome


def _opens(till):
    till.visit(till.shop_url(FURNITURE))
    try:
        return places.wait_place(till, 60)
    except TimeoutError:
        return None


def _run_once(till, dice, number, outcome):
    before = places.place(till)
    till.console.clear()
    till.evaluate(WORK, [dice.randrange(1, 2**31), SETTLED_MS, LOOK_MS])
    # Not a wait for a state: the instant of the kill is what is random here.
    till.page.wait_for_timeout(dice.uniform(250, 900))
    path = till.page.url
    till.kill()
    till.open()
    told, settled = _read_log(till, before)
    outcome.settled += bool(settled)
    till.visit(dice.choice([path, till.shop_url(FURNITURE), till.shop_url(FURNITURE, "", True)]))
    try:
        after = places.wait_place(till, 30)
    except TimeoutError:
        outcome.not_opened.append(number)
        return
    if after["order"] != before["order"]:
        outcome.other_order.append(number)
        return
    _compare(outcome, number, told[settled:], till)


def _read_log(till, before):
    """What was told until the kill: the places, that of before first, and the last settled one."""
    seen, settled = [before], 0
    for kind, text in till.console:
        if kind == "log" and text.startswith("work "):
            told = json.loads(text.removeprefix("work "))
            if told["what"] == "seen":
                seen.append(told["place"])
            else:
                settled = max(settled, told["number"])
    return seen, settled


def _compare(outcome, number, wanted, till):
    """What came back is one of the places from the last settled one on, in all that it tells."""
    try:
        wait_until(lambda: _is_one_of(places.place(till), wanted), 3)
    except TimeoutError:
        after = places.place(till)
        is_old = _reached(after) < _reached(wanted[0])
        (outcome.lost if is_old else outcome.other_place).append((number, wanted, after))


def _is_one_of(after, wanted):
    # In stock a change of the last instant can be on the disk before it was told.
    return after in wanted or _reached(after) > _reached(wanted[-1])


def _reached(place):
    return int(place["note"] or 0)
