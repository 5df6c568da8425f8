"""Where a cashier stands in an order, how they get there, and whether a till comes back to it."""

import re

from tests.waiting import wait_until

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
            line.price_unit, line.discount, line.customer_note || ""]),
        payments: order.payment_ids.map((payment) => [payment.payment_method_id.id, payment.amount]),
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
TYPED = "() => !posmodel.numberBuffer.eventsBuffer?.length"
SHOWN = """() => !window.seenByTest && Boolean(window.posmodel)
    && !document.querySelector(".pos-loader")"""


def place(till):
    """What the till shows of the cashier's place; None between two pages."""
    return till.evaluate(PLACE)


def settle(till, shop):
    """Wait until what is shown is where a kill does not reach it; stock has 300 ms of its own."""
    till.evaluate(DRAWN)
    if shop.kind == "suite":
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
