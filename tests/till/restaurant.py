"""A restaurant with a kitchen printer, and a till in it as its waiter uses it."""

from tests.till.shop import FURNITURE
from tests.waiting import wait_until

FIRST, SECOND = "Desk Organizer", "Letter Tray"
# Tickets are counted in the page, where they leave for the printer; each is its quantities.
COUNT = """() => {
    window.tickets = [];
    posmodel.printOrderChanges = async ({ changes }) => {
        window.tickets.push(changes.data.map(({ basic_name, quantity }) =>
            `${quantity} ${basic_name}`).join(", "));
        return { successful: true };
    };
}"""
OPEN_TABLE = """async (id) => {
    await posmodel.setTableFromUi(posmodel.models["restaurant.table"].get(id));
}"""
OPEN_ORDERS = """(id) => posmodel.models["restaurant.table"].get(id).getOrders()
    .filter((order) => !order.finalized).map(({ uuid }) => uuid)"""
# The till has heard that the server has the order.
SAVED = """(uuid) => !posmodel.syncingOrders.has(uuid)
    && typeof posmodel.models["pos.order"].getBy("uuid", uuid)?.id === "number" """
FLOOR = ".floor-screen"
HAS_FLOOR = f"() => !window.seenByTest && Boolean(document.querySelector('{FLOOR}'))"


def furnish(shop, tables=2):
    """Make the furniture shop a restaurant with tables 7, 8 and so on; return their ids."""
    categories = shop.rpc("pos.category", "search", [])
    printer = {"name": "Kitchen", "proxy_ip": "127.0.0.1"}
    printer["product_categories_ids"] = [[6, 0, categories]]
    printer = shop.rpc("pos.printer", "create", printer)
    values = {"module_pos_restaurant": True, "is_order_printer": True}
    shop.rpc("pos.config", "write", [FURNITURE], {**values, "printer_ids": [[6, 0, [printer]]]})
    floor = {"name": "Garden", "pos_config_ids": [[4, FURNITURE]]}
    floor = shop.rpc("restaurant.floor", "create", floor)
    place = {"floor_id": floor, "seats": 2, "position_v": 10}
    return [
        shop.rpc(
            "restaurant.table",
            "create",
            {**place, "table_number": 7 + index, "position_h": 10 + 90 * index},
        )
        for index in range(tables)
    ]


def enter(till):
    """Open the till and its register, up to the tables; tickets are counted from now on."""
    till.visit(till.shop_url(FURNITURE))
    wait_until(lambda: _has_come(till), 60, "the tables")
    till.evaluate(COUNT)


def enter_again(till):
    """Reload, whatever the server does, up to the tables; tickets are counted anew."""
    till.wait_written()
    till.reload()
    wait_until(lambda: till.evaluate(HAS_FLOOR), 40, "the tables")
    till.evaluate(COUNT)


def _has_come(till):
    if till.state() == "opening":
        till.page.click(".modal-footer .btn-primary")
        till.page.wait_for_selector(".modal .opening-notes", state="detached")
    elif till.state() == "login":
        till.page.click(".screen-login .open-register-btn")
    return till.state() == "other" and till.page.locator(FLOOR).count() > 0


def sit(till, table):
    """Show the table's order, a new one if it has none."""
    till.evaluate(OPEN_TABLE, table)
    till.wait_state("product")


def order(till):
    """Have the kitchen told, by the button; return on the tables."""
    till.page.click(".product-screen .submit-order")
    till.page.wait_for_selector(FLOOR, timeout=20_000)


def order_again(till, table):
    """Have the kitchen told once more, without a change: by hand, as there is no button then."""
    sit(till, table)
    till.evaluate("async () => { await posmodel.submitOrder(); }", timeout=30)
    till.page.wait_for_selector(FLOOR, timeout=20_000)


def serve_first(till, shop, table):
    """Order the first dish with the server there; return the order, which is saved."""
    sit(till, table)
    till.add_product(FIRST)
    placed = till.order()
    order(till)
    wait_until(lambda: shop.orders(placed["uuid"]), 20, "the order on the server")
    wait_until(lambda: till.evaluate(SAVED, placed["uuid"]), 20, "the answer to the order")
    return placed


def tickets(till):
    """What was printed since the page is there."""
    return till.evaluate("() => window.tickets")


def open_orders(till, table):
    """Identifiers of the orders that the till shows at the table."""
    return till.evaluate(OPEN_ORDERS, table)


def products(shop, uuid):
    """Names of what the server's order has."""
    domain = [["order_id.uuid", "=", uuid]]
    lines = shop.rpc("pos.order.line", "search_read", domain, ["full_product_name"])
    return sorted(line["full_product_name"] for line in lines)
