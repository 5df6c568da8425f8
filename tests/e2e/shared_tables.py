"""Tables of a restaurant that devices of one register share, as their waiters use them."""

from tests.till import restaurant
from tests.till.restaurant import FIRST, SECOND
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

THIRD = "Whiteboard Pen"
READ = "() => posmodel.deviceSync.readDataFromServer()"
NOTE = """(text) => {
    posmodel.getOrder().general_customer_note = text;
}"""
REMOVE = """(names) => {
    const order = posmodel.getOrder();
    [...order.lines].filter((line) => names.includes(line.full_product_name))
        .forEach((line) => order.removeOrderline(line));
}"""
QUANTITY = "(quantity) => posmodel.getOrder().lines[0].setQuantity(quantity)"
OFFLINE = "() => posmodel.data.network.offline"
CHECK = "() => void posmodel.data.checkConnectivity()"
QUIET = "() => posmodel.syncingOrders.size === 0"


def furnish(shop, tables=12):
    """An iterator of tables that nobody sits at; no kitchen asks to be told before a payment."""
    ids = restaurant.furnish(shop, tables)
    shop.rpc("pos.config", "write", [FURNITURE], {"is_order_printer": False})
    return iter(ids)


def sit(till, table):
    """Show the table's order; its uuid."""
    restaurant.sit(till, table)
    return till.order()["uuid"]


def leave(till):
    """Leave the table as its button does; what was changed is sent by itself."""
    till.page.click(".pos-topheader .table-button")
    till.page.wait_for_selector(restaurant.FLOOR)


def serve(till, shop, table, *products):
    """Take the first order of a table and leave it, saved; its uuid."""
    restaurant.sit(till, table)
    for product in products:
        till.add_product(product)
    uuid = till.order()["uuid"]
    leave(till)
    wait_lines(shop, uuid, *products)
    wait_until(lambda: till.evaluate(QUIET), 20, "nothing on its way")
    return uuid


def visit_with_note(till, shop, table, uuid, text="B was here"):
    """The other device opens the table, writes a note and leaves."""
    till.evaluate(READ)
    assert sit(till, table) == uuid
    till.evaluate(NOTE, text)
    leave(till)
    wait_until(lambda: note_of(shop, uuid) == text, 20, "the note on the server")


def find_offline(till):
    """Have the till find out at once that the server is gone."""
    till.evaluate(CHECK)
    wait_until(lambda: till.evaluate(OFFLINE), 60, "offline")


def note_of(shop, uuid):
    """The customer note of the order on the server."""
    fields = ["general_customer_note"]
    (order,) = shop.rpc("pos.order", "search_read", [["uuid", "=", uuid]], fields)
    return order["general_customer_note"] or ""


def lines_of(shop, uuid):
    """`{product: quantity}` of the order on the server."""
    fields = ["full_product_name", "qty"]
    found = shop.rpc("pos.order.line", "search_read", [["order_id.uuid", "=", uuid]], fields)
    return {line["full_product_name"]: line["qty"] for line in found}


def charged(shop, uuid):
    """What the order's lines, the order itself and its payments say on the server."""
    domain = [["order_id.uuid", "=", uuid]]
    found = shop.rpc("pos.order.line", "search_read", domain, ["price_subtotal_incl"])
    (order,) = shop.orders(uuid)
    lines = round(sum(line["price_subtotal_incl"] for line in found), 2)
    return [lines, round(order["amount_total"], 2), shop.paid_amount(uuid)]


def wait_lines(shop, uuid, *products, timeout=30):
    """Wait until the order on the server has these products, one each."""
    wanted = dict.fromkeys(products, 1)
    wait_until(lambda: lines_of(shop, uuid) == wanted, timeout, f"{wanted} on the server")


# -----------------------------------------------------------------------------
# What one device has not sent while another changes the same order, on ours and on stock. Each
# takes the two devices, their shop and a free table, and returns the order's uuid.
# -----------------------------------------------------------------------------


def line_added_while_another_saves(one, other, shop, table):
    """A product is added here, a note is saved there and read here; then the table is left."""
    uuid = serve(one, shop, table, FIRST)
    sit(one, table)
    one.add_product(SECOND)
    visit_with_note(other, shop, table, uuid)
    one.evaluate(READ)
    leave(one)
    wait_until(lambda: one.evaluate(QUIET), 20, "nothing on its way")
    return uuid


def quantity_changed_while_another_saves(one, other, shop, table):
    """Three instead of one here, a note there, read here; then the customer pays."""
    uuid = serve(one, shop, table, FIRST)
    sit(one, table)
    one.evaluate(QUANTITY, 3)
    visit_with_note(other, shop, table, uuid)
    one.evaluate(READ)
    one.pay_cash()
    shop.wait_paid(uuid)
    return uuid


def lines_removed_while_another_saves(one, other, shop, table):
    """All lines are removed and another is added here, a note there, read here; then it is paid."""
    uuid = serve(one, shop, table, FIRST, SECOND)
    sit(one, table)
    one.evaluate(REMOVE, [FIRST, SECOND])
    one.add_product(THIRD)
    visit_with_note(other, shop, table, uuid)
    one.evaluate(READ)
    one.pay_cash()
    shop.wait_paid(uuid)
    return uuid


def note_saved_while_the_connection_was_gone(one, other, shop, table):
    """A product is added here; with the connection gone a note is saved there; then it is left."""
    uuid = serve(one, shop, table, FIRST)
    sit(one, table)
    one.add_product(SECOND)
    shop.line.mode("refuse")
    visit_with_note(other, shop, table, uuid)
    find_offline(one)
    leave(one)
    shop.line.mode("pass")
    wait_lines(shop, uuid, FIRST, SECOND, timeout=40)
    return uuid


def paid_without_the_note_of_another(one, other, shop, table):
    """A note is saved there with the connection of the first gone, where the customer pays."""
    uuid = serve(one, shop, table, FIRST)
    sit(one, table)
    shop.line.mode("refuse")
    visit_with_note(other, shop, table, uuid)
    find_offline(one)
    one.pay_cash()
    shop.line.mode("pass")
    shop.wait_paid(uuid, timeout=60)
    return uuid
