"""What happens to an order while its till is off. Run on the suite, and on stock as the control."""

from tests.till.shop import FURNITURE
from tests.waiting import wait_until

FIRST, SECOND = "Desk Organizer", "Desk Pad"
# The order is in the recovery list with all its lines: what a till keeps is on the disk.
KEPT = """async (count) => {
    const entries = await posmodel.env.services.pos_session_recovery.list();
    const order = posmodel.getOrder();
    return entries.some(({ id, snapshot }) =>
        id === order.uuid && snapshot.records["pos.order.line"].length === count);
}"""
STOCK_HAS = """async () => {
    const name = "pos.order.line";
    const store = posmodel.data.indexedDB.db.transaction(name).objectStore(name);
    const lines = await new Promise((resolve) => {
        store.getAll().onsuccess = (event) => resolve(event.target.result);
    });
    const known = new Set(lines.map((line) => line.uuid));
    return posmodel.getOrder().lines.every((line) => known.has(line.uuid));
}"""
SAVE = """async () => {
    const order = posmodel.getOrder();
    await posmodel.syncAllOrders({ orders: [order], force: true, throw: true });
    return order.id;
}"""
OPEN_ORDERS = """() => posmodel.getOpenOrders().map((order) => ({
    uuid: order.uuid, reference: order.pos_reference, note: order.internal_note || "",
    lines: order.lines.map((line) => line.product_id.display_name) }))"""

LINES_OF = """(uuid) => posmodel.models["pos.order"].getBy("uuid", uuid)?.lines
    .map((line) => line.product_id.display_name) ?? null"""
# Half written, as a power cut leaves it: stock shows its critical error at the next start.
BREAK_STOCKS_DATABASE = """() => new Promise((resolve) => {
    const { db } = posmodel.data.indexedDB;
    const names = ["pos.config", "res.currency"];
    const transaction = db.transaction(names, "readwrite");
    names.forEach((name) => transaction.objectStore(name).clear());
    transaction.oncomplete = () => resolve(true);
})"""


def begin_order(till, products=(FIRST, SECOND)):
    """An order that the server knows nothing of; returns it once it is stored in the browser."""
    till.open_shop(FURNITURE)
    add_lines(till, products)
    return till.order()


def add_lines(till, products):
    """Add lines, and wait until everything of the order is stored."""
    for product in products:
        till.add_product(product)
    wait_kept(till)


def wait_kept(till):
    """Wait until both stock and we have stored the lines of the order that is shown."""
    wait_until(lambda: till.evaluate(STOCK_HAS), what="the lines in stock's database")
    if till.evaluate("() => Boolean(posmodel.env.services.pos_session_recovery)"):
        count = till.evaluate("() => posmodel.getOrder().lines.length")
        wait_until(lambda: till.evaluate(KEPT, count), what="the order in the recovery list")


def save_on_server(till):
    """Save the order as a draft, as a till does that shares its orders."""
    assert isinstance(till.evaluate(SAVE), int)


def close_register(shop, config_id=FURNITURE):
    """Close the session of a shop with the calls of stock's closing popup."""
    (config,) = shop.rpc("pos.config", "read", [config_id], ["current_session_id"])
    session = config["current_session_id"][0]
    details = shop.rpc("pos.session", "get_closing_control_data", [session])
    cash = (details["default_cash_details"] or {}).get("amount", 0)
    drafts = [["session_id", "=", session], ["state", "=", "draft"]]
    orders = shop.rpc("pos.order", "search", drafts)
    if orders:
        shop.rpc("pos.order", "action_pos_order_cancel", orders)
    shop.rpc("pos.session", "post_closing_cash_details", [session], counted_cash=cash)
    shop.rpc("pos.session", "update_closing_control_state_session", [session], "")
    answer = shop.rpc("pos.session", "close_session_from_ui", [session], [])
    assert answer["successful"], answer
    return session


def pay_at(till, uuid):
    """Pay the draft `uuid` at another till of the shop."""
    till.open_shop(FURNITURE)
    choose = """(uuid) => {
        const order = posmodel.models["pos.order"].getBy("uuid", uuid);
        if (!order) { return false; }
        posmodel.setOrder(order);
        posmodel.navigate("ProductScreen", { orderUuid: uuid });
        return true;
    }"""
    wait_until(lambda: till.evaluate(choose, uuid), what="the draft at the other till")
    till.pay_cash()


def open_orders(till):
    """`{uuid, reference, note, lines}` of each order that is not paid."""
    return till.evaluate(OPEN_ORDERS)
