"""Where a cashier stands in an order, how they get there, and whether a till comes back to it."""

import re
import time

from tests.waiting import wait_until

DAY = 86_400_000  # ms

# Everything of the place that a cashier would miss.
PLACE = """() => {
    const order = window.posmodel?.getOrder?.();
    if (window.seenByTest || !order) { return null; }
    const pos = posmodel;
    return {
        order: order.uuid,
        reference: order.pos_reference,
        screen: pos.router.state.current,
        line: order.getSelectedOrderline()?.uuid ?? null,
        mode: pos.numpadMode,
        buffer: pos.numberBuffer.get() || "",
        partner: order.partner_id?.name ?? null,
        note: order.general_customer_note || "",
        lines: order.lines.map((line) => [line.uuid, line.product_id.id, line.qty,
            line.price_unit, line.discount || 0, line.customer_note || ""]),
        payments: order.payment_ids.map((each) => [each.payment_method_id.id, each.amount]),
        payment: order.getSelectedPaymentline()?.uuid ?? null,
    };
}"""
# Two frames: what was done is drawn, so that the cashier has seen it.
DRAWN = """() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
})"""
DURABLE = """async () => {
    await odoo.posSessionRecovery.keeper.settled();
    const { seq, durableSeq } = odoo.posSessionRecovery.keeper;
    return seq === durableSeq;
}"""
STORED = """async () => {
    const store = posmodel.env.services.pos_offline_store;
    const keys = await (await store.connection.get()).getAllKeys("records");
    const values = await Promise.all(keys.map(([area, id]) => store.get(area, id)));
    return JSON.stringify([keys, values]);
}"""
TYPED = "() => !posmodel.numberBuffer.eventsBuffer?.length"
SHOWN = """() => !window.seenByTest && Boolean(window.posmodel)
    && !document.querySelector(".pos-loader")"""


def place(till):
    """What the till shows of the cashier's place; None between two pages."""
    return till.evaluate(PLACE)


def settle(till, shop):
    """Wait until what is shown is where a kill does not reach it; stock has 300 ms of its own."""
    till.evaluate(DRAWN)
    if shop.is_ours:
        wait_until(lambda: till.evaluate(DURABLE), 5, "the place on the disk", every=0.02)


def wait_place(till, timeout=30):
    """Wait until the till stands again on a screen; return its place."""
    wait_until(lambda: till.evaluate(SHOWN), timeout, "a till on a screen")
    till.evaluate(DRAWN)
    return wait_until(lambda: place(till), 5, "an order")


def press(till, *keys):
    """Press keys of the till's numpad: digits, or what is written on the key."""
    for key in keys:
        till.page.locator(".numpad button", has_text=re.compile(f"^{re.escape(key)}$")).click()
        # Keys wait a moment in case they are a barcode's.
        wait_until(lambda: till.evaluate(TYPED), 5, f"{key} typed", every=0.02)
        till.evaluate(DRAWN)


def fill_order(till):
    """Lines with quantity, discount and notes, a customer, and a number half typed."""
    till.add_product("Desk Organizer")
    till.add_product("Wall Shelf Unit")
    press(till, "3", "%", "1", "0")
    till.add_product("Letter Tray")
    till.evaluate("""() => {
        const order = posmodel.getOrder();
        order.lines[0].setCustomerNote("no plastic");
        order.setGeneralCustomerNote("call when ready");
        const partner = posmodel.models["res.partner"].find(({ name }) => name === "Azure Interior")
            || posmodel.models["res.partner"].find(({ id }) => id > 10);
        order.setPartner(partner);
    }""")
    press(till, "Price", "1", "2")
    return place(till)


def forget_stock(till):
    """Empty stock's own copy of orders and lines, as when the browser lost it."""
    till.evaluate("""async () => {
        const { db } = posmodel.data.indexedDB;
        const names = ["pos.order", "pos.order.line", "pos.payment"];
        const work = db.transaction(names, "readwrite");
        names.forEach((name) => work.objectStore(name).clear());
        await new Promise((resolve) => { work.oncomplete = resolve; });
    }""")


def kept_text(till):
    """Everything of ours that the browser has stored, as one text; the till itself decrypts it."""
    kept = till.evaluate("""() => Object.entries(localStorage)
        .filter(([key]) => key.startsWith("pos_session_recovery")).flat().join("\\n")""")
    return kept + till.evaluate(STORED)


def card_numbers(text):
    """Numbers of 13 to 19 digits that pass the check of card numbers, as each tenth time does."""
    found = re.findall(r"(?<![\w.-])(?:\d[ -]?){13,19}(?![\w-])", text)
    digits = [re.sub(r"\D", "", number) for number in found]
    now = time.time() * 1000
    return [each for each in digits if _is_card(each) and abs(int(each) - now) > DAY]


def _is_card(digits):
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
