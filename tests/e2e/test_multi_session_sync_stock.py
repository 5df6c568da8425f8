"""The failing control: stock Odoo has no way for an order to get from one till to another."""

from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.waiting import wait_until

KIND = "stock"
SAVE = """async () => { await posmodel.syncAllOrders({ orders: [posmodel.getOrder()] }); }"""
REFERENCES = """() => posmodel.getOpenOrders().filter((order) => order.lines.length)
    .map(({ uuid }) => uuid)"""


def test_stock_does_not_show_an_order_to_a_till_of_another_point_of_sale(make_till, shop):
    counter, desk = make_till("admin"), make_till("admin")
    counter.open_shop(FURNITURE)
    desk.open_shop(CLOTHES)
    counter.add_product(PRODUCT)
    uuid = counter.order()["uuid"]
    counter.evaluate(SAVE)
    wait_until(lambda: shop.orders(uuid), what="the order on the server")
    desk.wait_written()
    desk.reload()  # whatever a notification would have brought is there after it
    desk.wait_ready()
    assert desk.evaluate(REFERENCES) == []
    assert desk.page.locator("text=Send to another till").count() == 0
