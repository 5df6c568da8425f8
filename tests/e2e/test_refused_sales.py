"""A sale that the server has refused: a manager delivers or voids it, and its till hears of it.

No control: stock tells nobody but the till's cashier of a sale that the server refuses, and has
nothing in the backend. That it refuses these is in `test_gone_references.py`.
"""

from tests.e2e import connection, deleted, scenarios
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

NEW_SHOP = True
PRICE = 12.0
NOTICES = """() => Array.from(document.querySelectorAll(".o_notification"),
    (notice) => notice.innerText).join(" ")"""


def make_product(shop, name):
    """Make a product that can be sold; return its number."""
    values = {"name": name, "list_price": PRICE, "available_in_pos": True, "taxes_id": []}
    values["pos_categ_ids"] = [[6, 0, deleted.shop_categories(shop)]]
    return shop.rpc("product.product", "create", values)


def sell_and_delete(till, shop, name):
    """Sell a product while cut off, which is deleted before the sale comes; return the sale."""
    product = make_product(shop, name)
    scenarios.visit_once(till, shop, anew=True)
    shop.line.mode("refuse")
    sold = till.sell(name)
    till.next_order()
    # Odoo keeps what an open register sells; a manager takes it off sale first.
    shop.rpc("product.product", "write", [product], {"available_in_pos": False})
    shop.rpc("product.product", "unlink", [product])
    shop.line.mode("pass")
    return sold


def wait_refused(shop, uuid):
    """Wait until the managers have the sale; return what they read of it."""
    fields = ["state", "code", "amount_total", "device", "content"]

    def read():
        return shop.rpc("pos.offline.order", "search_read", [["uuid", "=", uuid]], fields)

    wait_until(read, 60, "the sale in the managers' list")
    (row,) = read()
    return row


def deliver(shop, row):
    """Deliver the sale as a manager does, with another product in the place of what is gone."""
    context = shop.rpc("pos.offline.order", "action_deliver", [row["id"]])["context"]
    fields = ["offline_order_id", "line_ids"]
    wizard = "pos.offline.order.deliver"
    values = shop.rpc(wizard, "default_get", fields, context=context)
    (other,) = shop.rpc("product.product", "search", [["name", "=", PRODUCT]], limit=1)
    for command in values["line_ids"]:
        command[2]["product_id"] = other
    number = shop.rpc(wizard, "create", values)
    return shop.rpc(wizard, "action_confirm", [number])


def test_sale_of_a_deleted_product_is_delivered_in_the_backend_and_the_till_hears(till, shop):
    sold = sell_and_delete(till, shop, "Gone kettle")
    row = wait_refused(shop, sold["uuid"])
    assert (row["state"], row["code"], row["amount_total"]) == ("refused", "missing", PRICE)
    assert "Gone kettle" in row["content"]
    assert deliver(shop, row)["params"]["type"] == "success"
    (order,) = shop.wait_paid(sold["uuid"])
    assert order["amount_total"] == sold["total"]
    assert shop.paid_amount(sold["uuid"]) == sold["total"]
    connection.wait_nothing_pending(till)
    assert len(shop.orders(sold["uuid"])) == 1
    assert till.errors() == []


def test_sale_that_is_voided_in_the_backend_leaves_the_till_which_says_why(till, shop):
    sold = sell_and_delete(till, shop, "Gone pan")
    row = wait_refused(shop, sold["uuid"])
    values = {"offline_order_id": row["id"], "reason": "Paid back in cash"}
    wizard = shop.rpc("pos.offline.order.void", "create", values)
    shop.rpc("pos.offline.order.void", "action_confirm", [wizard])
    connection.wait_nothing_pending(till)
    wait_until(lambda: "Paid back in cash" in till.evaluate(NOTICES), what="the reason")
    till.reload()
    till.wait_ready()
    connection.wait_nothing_pending(till)
    assert shop.orders(sold["uuid"]) == []
    assert till.errors() == []


def test_sale_of_a_till_that_never_comes_back_is_delivered_all_the_same(till, shop):
    sold = sell_and_delete(till, shop, "Gone pot")
    row = wait_refused(shop, sold["uuid"])
    till.visit("about:blank")
    deliver(shop, row)
    (order,) = shop.wait_paid(sold["uuid"])
    assert order["amount_total"] == sold["total"]
