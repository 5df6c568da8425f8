"""The day that a counter must survive: a saved order paid without the server, then a kill."""

from tests.till.customers import Customers
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

OTHER = "Letter Tray"
SAVE = """async () => {
    const order = posmodel.getOrder();
    posmodel.addPendingOrder([order.id]);
    await posmodel.syncAllOrders();
    return typeof order.id === "number";
}"""
TAKE = """async (uuid) => {
    await posmodel.getServerOrders();
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    if (!order?.lines.length) { return false; }
    posmodel.setOrder(order);
    posmodel.navigate("ProductScreen", { orderUuid: uuid });
    return true;
}"""
OFFLINE = "() => window.posmodel?.data.network.offline === true"


def save_order(till, shop, product=PRODUCT):
    """Put a product on the order and have the server keep it as a draft; the order."""
    till.evaluate("() => void posmodel.addNewOrder()")
    wait_until(lambda: not till.lines(), what="an empty order")
    till.add_product(product)
    assert till.evaluate(SAVE), "the server has the order"
    order = till.order()
    assert [each["state"] for each in shop.orders(order["uuid"])] == ["draft"]
    return order


def cut(till, shop):
    """The server is gone, and the till knows."""
    shop.line.mode("refuse")
    till.evaluate("() => void posmodel.data.checkConnectivity()")  # stock looks seldom by itself
    wait_until(lambda: till.evaluate(OFFLINE), 60, "the till offline")


def pay_by_card(till):
    """Pay the open order by card and validate; the order, with its receipt shown."""
    till.go_to_payment()
    till.page.click(".paymentmethods .paymentmethod:has-text('Card')")
    order = till.order()
    till.page.click(".payment-screen button.validation-button.next")
    till.wait_receipt()
    return order


def take_over(till, uuid):
    """Open another till's saved order, as from the list of orders."""
    wait_until(lambda: till.evaluate(TAKE, uuid), 20, "the other till's order")
    till.wait_state("product")


def pay_with_invoice(till, name):
    """Pay the open order in cash, with an invoice for a customer made here; the order."""
    Customers(till).create(name=name)
    till.go_to_payment()
    till.page.click(".payment-screen .js_invoice")
    wait_until(lambda: till.evaluate("() => posmodel.getOrder().to_invoice"), what="the invoice")
    return till.take_cash()


def kill_and_open_without_the_server(till):
    """SIGKILL, and the same page again; the server is still gone."""
    till.kill_and_return()
    till.wait_state("product", "receipt", "payment", "orders")


def missing(shop, uuids):
    """Those of the sales that are not on the server once and paid."""
    states = {uuid: [order["state"] for order in shop.orders(uuid)] for uuid in uuids}
    return {uuid: found for uuid, found in states.items() if found not in (["paid"], ["done"])}
