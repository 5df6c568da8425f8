"""A quotation is opened and settled at the till, online, with Odoo's sales and all of ours.

No control on stock: stock does it too. It was a module of ours that broke it.
"""

from tests.e2e import scenarios
from tests.waiting import wait_until

KIND = "suite_with_others"
PRICE = 12.5


def make_quotation(shop):
    """Return a new quotation of one product for a customer, and its number that people see."""
    product = {"name": "Quoted lamp", "list_price": PRICE, "taxes_id": [], "type": "consu"}
    product = shop.rpc("product.product", "create", product | {"available_in_pos": True})
    customer = shop.rpc("res.partner", "create", {"name": "Quentin Quoted"})
    line = {"product_id": product, "product_uom_qty": 2, "price_unit": PRICE}
    values = {"partner_id": customer, "order_line": [[0, 0, line]]}
    quotation = shop.rpc("sale.order", "create", values)
    (read,) = shop.rpc("sale.order", "read", [quotation], ["name"])
    return quotation, read["name"]


def settle_at_the_till(till, name):
    """Choose the quotation in the till's own list and settle it."""
    till.page.click(".product-screen .more-btn")
    till.page.click('.modal button:has-text("Quotation/Order")')
    till.page.click(f'.modal .o_data_row:has-text("{name}") .o_data_cell >> nth=1')
    till.page.click('.modal .selection-item:has-text("Settle the order")')
    wait_until(lambda: till.order()["lines"], what="the lines of the quotation")


def test_quotation_is_opened_and_settled_at_the_till(till, shop):
    quotation, name = make_quotation(shop)
    scenarios.visit_once(till, shop)
    settle_at_the_till(till, name)
    order = till.pay_cash()
    assert (order["total"], order["partner"]) == (2 * PRICE, "Quentin Quoted")
    shop.wait_paid(order["uuid"])
    domain = [["order_id.uuid", "=", order["uuid"]], ["sale_order_origin_id", "=", quotation]]
    lines = shop.rpc("pos.order.line", "search_read", domain, ["qty", "sale_order_line_id"])
    assert [line["qty"] for line in lines] == [2]
    assert all(line["sale_order_line_id"] for line in lines)
    (settled,) = shop.rpc("sale.order", "read", [quotation], ["state", "amount_unpaid"])
    assert settled == {"id": quotation, "state": "sale", "amount_unpaid": 0}
    assert till.errors() == []


def test_sale_of_a_quotation_arrives_although_the_quotation_was_deleted(till, shop):
    quotation, name = make_quotation(shop)
    scenarios.visit_once(till, shop)
    settle_at_the_till(till, name)
    shop.line.mode("refuse")
    order = till.pay_cash()
    shop.rpc("sale.order", "unlink", [quotation])
    shop.plug()
    shop.wait_paid(order["uuid"])
    assert shop.paid_amount(order["uuid"]) == 2 * PRICE
    domain = [["order_id.uuid", "=", order["uuid"]]]
    lines = shop.rpc(
        "pos.order.line",
        "search_read",
        domain,
        ["qty", "sale_order_line_id", "sale_order_origin_id"],
    )
    assert [line["qty"] for line in lines] == [2]
    assert not any(line["sale_order_line_id"] or line["sale_order_origin_id"] for line in lines)
    assert till.errors() == []
