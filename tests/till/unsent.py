"""What of a till is not on the server: made, and looked at, as its cashier does."""

from tests.waiting import wait_until

INDICATOR = ".pos-sync-status-indicator"
PANEL = ".pos-sync-status-panel"
GUARD = ".pos-reset-guard"
# Stock's own account, so that it can be asked of stock as well.
PENDING = """() => posmodel.models["pos.order"]
    .filter((order) => order.isUnsyncedPaid).map(({ uuid }) => uuid)"""
# A damaged record, which no till can load; without a uuid it is one of its own.
DAMAGE = """async ([name, uuid]) => {
    const done = (request) => new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result);
    });
    const database = await done(indexedDB.open(name));
    const orders = database.transaction("pos.order", "readwrite").objectStore("pos.order");
    const key = uuid || "damaged";
    const order = (await done(orders.get(key))) || { uuid: key, id: key, state: "draft" };
    await done(orders.put({ ...order, last_order_preparation_change: '{"lines' }));
    database.close();
}"""
ORDERS_ON_DISK = """async (prefix) => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith(prefix)) { continue; }
        const database = await done(indexedDB.open(name));
        if (database.objectStoreNames.contains("pos.order")) {
            const orders = database.transaction("pos.order").objectStore("pos.order");
            found.push(...await done(orders.getAllKeys()));
        }
        database.close();
    }
    return found;
}"""
REFUSED_NOTE = "refuse this"
# A paid order with all that it is made of, in stock's own database.
STORED = """async (uuid) => {
    const { db } = posmodel.data.indexedDB;
    const all = (name) => new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result);
    });
    const order = (await all("pos.order")).find((each) => each.uuid === uuid);
    const lines = (await all("pos.order.line")).some((line) => line.order_id === order?.id);
    const payments = (await all("pos.payment")).some((paid) => paid.pos_order_id === order?.id);
    return order?.state === "paid" && lines && payments;
}"""


def sell_without_the_server_taking_it(till, shop, product):
    """A whole sale while the server takes no orders; its order, with the product screen shown."""
    shop.line.mode("502", rpc_method="sync_from_ui")
    return sell_unsent(till, product)


def sell_unsent(till, product, text=None):
    """A whole sale that is on the disk and not on the server; its order."""
    till.add_product(product)
    if text:
        note(till, text)
    order = till.pay_cash()
    till.next_order()
    wait_until(lambda: till.evaluate(STORED, order["uuid"]), what="the sale on the disk")
    return order


def refund(till, sale):
    """Give a sale of one product back, from the product screen; the refund, with the same shown."""
    till.page.click(".orders-button")
    till.page.click(".pos-search-bar .filter")
    till.page.click(".pos-search-bar .filter li:has-text('Paid')")
    till.page.click(f".ticket-screen .order-row:has-text('{sale['reference']}')")
    till.page.click(".ticket-screen .btn-primary.pay-order-button")
    till.wait_state("payment")
    refund = till.take_cash()
    till.next_order()
    wait_until(lambda: till.evaluate(STORED, refund["uuid"]), what="the refund on the disk")
    return refund


def refuse_noted_orders(shop):
    """Have the server refuse orders with REFUSED_NOTE, by a rule; returns how to lift it."""
    model = shop.rpc("ir.model", "search", [["model", "=", "pos.order"]])
    rule = shop.rpc(
        "ir.rule",
        "create",
        [
            {
                "name": "refused by a test",
                "model_id": model[0],
                "domain_force": f"[('general_customer_note', '!=', '{REFUSED_NOTE}')]",
                "perm_read": False,
            }
        ],
    )
    return lambda: shop.rpc("ir.rule", "unlink", rule)


def sell_refused(till, shop, product):
    """A sale that the server refuses, with the till's panel open; returns how to lift that."""
    lift = refuse_noted_orders(shop)
    shop.line.mode("502", rpc_method="sync_from_ui")
    sell_unsent(till, product, REFUSED_NOTE)
    shop.line.mode("pass")
    open_panel(till)
    till.page.click(f"{PANEL} button[name=sync]")
    return lift


def note(till, text):
    """Give the current order a note."""
    till.evaluate("(text) => { posmodel.getOrder().general_customer_note = text; }", text)


def shown(till):
    """`{line, pending, failed}` as the indicator says."""
    return till.page.locator(INDICATOR).evaluate(
        "({ dataset }) => ({ line: dataset.line, pending: Number(dataset.pending || 0),"
        " failed: Number(dataset.failed || 0) })"
    )


def wait_shown(till, timeout=20, **wanted):
    """Wait until the indicator says all of `wanted`."""
    wait_until(lambda: wanted.items() <= shown(till).items(), timeout, f"the indicator: {wanted}")


def open_panel(till):
    """Open the panel with all that waits."""
    till.page.click(INDICATOR)
    till.page.wait_for_selector(PANEL)


def choose(till, entry):
    """Choose an entry of the till's menu."""
    till.page.click(".pos-rightheader button:has(.fa-bars)")
    till.page.click(f".pos-burger-menu-items :text-is('{entry}')")


def reload_data(till):
    """Reload Data, the limited one, up to the click that does it."""
    choose(till, "Reload Data")
    till.mark_document()
    till.page.click(".modal .btn:text-is('Limited')")


def wait_guard(till):
    """Wait until the guard has tried to send and asks."""
    till.page.wait_for_selector(f"{GUARD} li[data-state]", timeout=30_000)


def crash(till, uuid=None):
    """Damage a record on the disk, of the order `uuid` or of its own, and start into the Oops."""
    url, name = till.page.url, till.evaluate("() => posmodel.data.databaseName")
    # From another page: a till that runs would write the record again.
    till.visit(f"{till.origin}/web/static/img/favicon.ico")
    till.evaluate(DAMAGE, [name, uuid])
    till.visit(url)
    till.wait_state("oops")


def orders_on_disk(till):
    """Keys of the orders in stock's own databases."""
    return till.evaluate(ORDERS_ON_DISK, "point-of-sale-")


def number_of(order):
    """The running number in a receipt's reference."""
    return int(order["reference"].split("-")[2])
