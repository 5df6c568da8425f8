"""A sale is counted until the server has confirmed it, whatever happens to stock's own marks.

Stock is no control for the first: it has no customers made without the server. Of the second, see
`test_stock_control.py`: without the suite the till does not open again in the outage.
"""

import pytest

from tests.e2e import scenarios
from tests.till import paid_counter as day
from tests.till import unsent
from tests.waiting import wait_until

# What the till's own record says is waiting.
LEDGER = "() => [...posmodel.data.paidLedger.sales.keys()]"
# As a customer who got a number, a record that is read anew, or a reset of stock's marks does.
CLEANED = """() => {
    posmodel.models["pos.order"].forEach((order) => (order._dirty = false));
    posmodel.clearPendingOrder();
}"""


@pytest.fixture
def open_till(till, shop):
    """A till at its product screen, ready for an outage."""
    scenarios.visit_twice(till, shop)
    return till


def wait_confirmed(till, shop, uuids):
    """All sales arrive once, paid; the till never says that all is there before that."""

    def arrived():
        says = unsent.shown(till)
        left = day.missing(shop, uuids)
        is_wrong = left and says["line"] == "online" and says["pending"] == 0
        assert not (is_wrong and day.missing(shop, uuids)), f"it says that {left} is on the server"
        return not left

    wait_until(arrived, 40, "the sales on the server")
    unsent.wait_shown(till, pending=0, failed=0)
    wait_until(lambda: till.evaluate(LEDGER) == [], what="nothing in the ledger")


def test_saved_order_invoiced_offline_to_a_new_customer_is_counted_until_it_is_there(
    open_till, shop
):
    first = day.save_order(open_till, shop)
    day.cut(open_till, shop)
    day.pay_with_invoice(open_till, "Ira Invoiced")
    open_till.next_order()
    second = open_till.sell(day.OTHER)
    day.kill_and_open_without_the_server(open_till)
    unsent.wait_shown(open_till, pending=3)  # two sales and the customer
    shop.line.mode("pass")
    wait_confirmed(open_till, shop, [first["uuid"], second["uuid"]])
    wait_until(
        lambda: shop.order_customers(first["uuid"]) == ["Ira Invoiced"], 20, "the order's customer"
    )


def test_sale_of_a_till_killed_as_its_receipt_shows_is_not_lost(open_till, shop):
    """Stock writes its database 300 ms later: the till's own record is there before the receipt."""
    saved = day.save_order(open_till, shop)
    day.cut(open_till, shop)
    open_till.pay_cash()
    day.kill_and_open_without_the_server(open_till)
    unsent.wait_shown(open_till, pending=1)
    shop.line.mode("pass")
    wait_confirmed(open_till, shop, [saved["uuid"]])
    assert shop.paid_amount(saved["uuid"]) == round(saved["total"], 2)


def test_sale_is_sent_though_all_of_stocks_marks_are_gone(open_till, shop):
    saved = day.save_order(open_till, shop)
    day.cut(open_till, shop)
    open_till.pay_cash()
    open_till.evaluate(CLEANED)
    unsent.wait_shown(open_till, pending=1)
    shop.line.mode("pass")
    wait_confirmed(open_till, shop, [saved["uuid"]])


# A line of the server's draft is removed here, and is back on the screen while the command that
# removes it stays, as if it had been read past the guard of what is unsent: the last net.
BRING_BACK = """async () => {
    const order = posmodel.getOrder();
    const kept = order.models.commands["pos.order"];
    const commands = ["unlink", "delete"].map((kind) => [kind, new Map(kept[kind])]);
    const domain = [["id", "=", order.id]];
    const read = await posmodel.data.call("pos.order", "read_pos_orders", [domain]);
    const own = order.lines.filter((line) => !line.isSynced);
    posmodel.models.connectNewData(JSON.parse(JSON.stringify(read)));
    own.forEach((line) => (line.order_id = order));
    commands.forEach(([kind, map]) => map.forEach((list, field) => kept[kind].set(field, list)));
    return order.lines.map((line) => line.product_id.display_name);
}"""
REMOVE = """() => {
    const order = posmodel.getOrder();
    [...order.lines].forEach((line) => order.removeOrderline(line));
}"""


def test_paid_order_has_the_lines_of_its_receipt_on_the_server(open_till, shop):
    saved = day.save_order(open_till, shop)
    open_till.evaluate(REMOVE)
    open_till.add_product(day.OTHER)
    assert len(open_till.evaluate(BRING_BACK)) == 2
    order = open_till.pay_cash()
    shop.wait_paid(saved["uuid"])
    lines = shop.rpc(
        "pos.order.line",
        "search_read",
        [["order_id.uuid", "=", saved["uuid"]]],
        ["price_subtotal_incl"],
    )
    (there,) = shop.orders(saved["uuid"])
    total = round(order["total"], 2)
    assert round(sum(line["price_subtotal_incl"] for line in lines), 2) == total
    assert [round(there["amount_total"], 2), shop.paid_amount(saved["uuid"])] == [total, total]


def test_line_that_another_till_added_and_nobody_charged_is_taken_off_and_told(open_till, shop):
    saved = day.save_order(open_till, shop)
    day.cut(open_till, shop)
    (order,) = shop.orders(saved["uuid"])
    (line,) = shop.rpc("pos.order.line", "search", [["order_id", "=", order["id"]]])
    shop.rpc("pos.order.line", "copy", [line], {"qty": 3})
    open_till.pay_cash()
    shop.line.mode("pass")
    wait_confirmed(open_till, shop, [saved["uuid"]])
    assert shop.rpc("pos.order.line", "search_count", [["order_id", "=", order["id"]]]) == 1
    notes = shop.rpc(
        "mail.message",
        "search_count",
        [["model", "=", "pos.order"], ["res_id", "=", order["id"]], ["body", "ilike", "receipt"]],
    )
    assert notes == 1
