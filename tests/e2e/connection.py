"""What the tests of the connection share: times taken inside the page, and what it says."""

from tests.till.driver import CASH_METHOD
from tests.waiting import wait_until

# Clicks Validate and resolves to the ms until the receipt is there, or null after `limit` ms.
TIME_VALIDATE = """(limit) => new Promise((resolve) => {
    const started = performance.now();
    const look = () => {
        const took = performance.now() - started;
        if (document.querySelector(".receipt-screen .pos-receipt")) {
            resolve(took);
        } else if (took > limit) {
            resolve(null);
        } else {
            setTimeout(look, 10);
        }
    };
    document.querySelector(".payment-screen button.validation-button.next").click();
    look();
})"""

# Notes each change of what stock's own flag and, where there is one, our monitor say.
WATCH = """() => {
    clearInterval(window.connectionTimer);
    window.connectionLog = [];
    window.notices = new Set();
    const { data } = posmodel;
    let last = null;
    const look = () => {
        const { status, layer } = data.connection?.state || {};
        const now = JSON.stringify([data.network.offline, status, layer]);
        if (now !== last) {
            last = now;
            const { offline } = data.network;
            connectionLog.push({ at: performance.now(), offline, status, layer });
        }
    };
    look();
    window.connectionTimer = setInterval(look, 20);
    const isNotice = (modal) => modal.innerText.includes("limited functionality");
    const note = (modal) => isNotice(modal) && notices.add(modal);
    new MutationObserver(() => document.querySelectorAll(".modal").forEach(note))
        .observe(document.body, { childList: true, subtree: true });
}"""
NOW = "() => performance.now()"
OFFLINE = "() => posmodel.data.network.offline"
# What still has to be sent, by stock's own account. (Not by each order's own flag: stock sets it
# again when it notes what was sent to the kitchen.)
PENDING = """() => {
    const { create, write } = posmodel.pendingOrder;
    return posmodel.models["pos.order"]
        .filter(({ id, finalized, isSynced }) =>
            (finalized && !isSynced) || create.has(id) || (finalized && write.has(id)))
        .map(({ uuid }) => uuid);
}"""

SAVE = "() => void posmodel.syncAllOrders({ orders: [posmodel.getOrder()], force: true })"


def prepare_payment(till, product):
    """A new order with one product, paid in cash and not yet validated; its uuid."""
    till.add_product(product)
    return pay_without_validating(till)


def pay_without_validating(till):
    """Go to the payment screen with the current order and take cash; its uuid."""
    till.go_to_payment()
    methods = till.page.locator(".paymentmethods .paymentmethod")
    methods.nth(till.evaluate(CASH_METHOD)).click()
    till.page.wait_for_selector(".payment-screen button.validation-button.next.highlight")
    return till.order()["uuid"]


def seconds_to_receipt(till, limit=60):
    """Validate; seconds until the receipt is shown, None when it is not within `limit`."""
    took = till.evaluate(TIME_VALIDATE, limit * 1000, timeout=limit + 10)
    return None if took is None else took / 1000


def watch(till):
    """Note from now on what the till says of its connection."""
    till.evaluate(WATCH)


def seconds_until_offline(till, start, wanted=True, timeout=30):
    """Seconds from `start` (ms of the page's clock) until the till said so."""

    def find():
        log = till.evaluate("() => window.connectionLog")
        return next((e for e in log if e["at"] > start and e["offline"] is wanted), None)

    found = wait_until(find, timeout, f"offline={wanted}")
    return (found["at"] - start) / 1000


def wait_layer(till, layer, timeout=10):
    """Wait until the monitor names that layer."""
    script = "() => posmodel.data.connection.state.layer"
    return wait_until(lambda: till.evaluate(script) == layer, timeout, f"the layer {layer}")


def wait_nothing_pending(till, timeout=40):
    """Wait until stock has nothing paid left to send."""
    wait_until(lambda: till.evaluate(PENDING) == [], timeout, "nothing left to send")


def refunded(shop, uuid):
    """uuids of the orders that the lines of the order `uuid` on the server give back."""
    domain = [["refund_orderline_ids.order_id.uuid", "=", uuid]]
    lines = shop.rpc("pos.order.line", "search_read", domain, ["order_id"])
    orders = shop.rpc("pos.order", "read", [line["order_id"][0] for line in lines], ["uuid"])
    return [order["uuid"] for order in orders]


def add_while_saving(till, shop, first, second):
    """Begin an order with `first`, and add `second` while it is saved for the first time.

    An order of its own: the till may show one that a test before has left, and that is saved.
    Returns the order once the till knows that it is saved.
    """
    till.evaluate("() => void posmodel.addNewOrder()")
    till.add_product(first)
    shop.line.mode("hold", rpc_method="sync_from_ui")
    before = len(shop.line.requests.calls("sync_from_ui"))
    till.evaluate(SAVE)
    wait_until(lambda: len(shop.line.requests.calls("sync_from_ui")) > before, what="the save")
    till.add_product(second)
    shop.line.mode("pass")
    wait_until(lambda: isinstance(till.order()["id"], int), what="the answer to the first save")
    return till.order()
