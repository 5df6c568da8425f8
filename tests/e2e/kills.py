"""Kills of the whole browser at random instants, while a cashier works; seeded, so repeatable."""

import json
import random
from dataclasses import dataclass, field

from tests.e2e import places
from tests.till.shop import FURNITURE

# A change counts as settled this long after it was made: before a cashier can look up. Half of what
# stock waits for before it even begins to write.
SETTLED_MS = 150
# Works on the order without pause. With each change goes its number, as the order's note, so that
# what comes back says how far it got; each change is told when it is made and when it has settled.
WORK = """([seed, settledMs]) => {
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
    ];
    const tell = (what, number) => console.log("work " + JSON.stringify({ what, number, place:
        window.placeOfTest() }));
    const settled = [];
    let number = Number(order.general_customer_note) || 0;
    const step = async () => {
        number++;
        await actions[random(actions.length)]();
        order.setGeneralCustomerNote(String(number));
        const mine = number;
        tell("made", mine);
        setTimeout(() => tell("settled", mine), settledMs);
        setTimeout(step, 20 + random(130));
    };
    window.placeOfTest = PLACE;
    step();
}""".replace("PLACE", places.PLACE)


@dataclass
class Outcome:
    """How the kills ended: numbers of the runs, and what went wrong in which."""

    runs: int = 0
    lost: list = field(default_factory=list)
    other_order: list = field(default_factory=list)
    other_place: list = field(default_factory=list)
    not_opened: list = field(default_factory=list)

    @property
    def is_good(self):
        """Nothing settled was lost, the same order was shown, each time it opened."""
        return not (self.lost or self.other_order or self.other_place or self.not_opened)


def run(till, shop, seed, count, online=True):
    """Kill the browser `count` times while it works; return the Outcome.

    The till must have visited the shop; offline, it must be ready for that.
    """
    outcome = Outcome()
    dice = random.Random(seed)
    for number in range(count):
        outcome.runs += 1
        _run_once(till, dice, number, outcome)
        if number in outcome.not_opened:
            till.visit(till.shop_url(FURNITURE))
            places.wait_place(till, 60)
    return outcome


def _run_once(till, dice, number, outcome):
    before = places.place(till)
    till.console.clear()
    till.evaluate(WORK, [dice.randrange(1, 2**31), SETTLED_MS])
    # Not a wait for a state: the instant of the kill is what is random here.
    till.page.wait_for_timeout(dice.uniform(250, 900))
    path = till.page.url
    till.kill()
    till.open()
    made, settled = _read_log(till)
    till.visit(dice.choice([path, till.shop_url(FURNITURE), till.shop_url(FURNITURE, "", True)]))
    try:
        after = places.wait_place(till, 30)
    except TimeoutError:
        outcome.not_opened.append(number)
        return
    _compare(outcome, number, before, after, made, settled)


def _read_log(till):
    """What was told before the kill: places by number, and the last number that had settled."""
    made, settled = {}, 0
    for kind, text in till.console:
        if kind == "log" and text.startswith("work "):
            told = json.loads(text.removeprefix("work "))
            made[told["number"]] = (
                told["place"] if told["what"] == "made" else made.get(told["number"])
            )
            settled = max(settled, told["number"]) if told["what"] == "settled" else settled
    return made, settled


def _compare(outcome, number, before, after, made, settled):
    if after["order"] != before["order"]:
        outcome.other_order.append(number)
        return
    reached = int(after["note"] or 0)
    if reached < settled:
        outcome.lost.append((number, settled, reached))
        return
    told = made.get(reached)
    if told and not _is_same(told, after):
        outcome.other_place.append((number, told, after))


def _is_same(told, after):
    """Equal in all but the typed number, which a change of the order empties a moment later."""
    # A screen is entered a moment after it was asked for: what it selects by itself is not ours.
    ignored = {"buffer", "line", "mode", "screen", "payments"}
    return all(told[name] == after[name] for name in told if name not in ignored)
