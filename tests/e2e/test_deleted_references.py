"""What a sale names is deleted before it arrives: it arrives without, as sold, and it is told.

No control: a stock till whose shop got another price list does not open again from its own copy.
That the server refuses such sales is in `test_gone_references.py`.
"""

from tests.e2e import deleted
from tests.waiting import wait_until

NEW_SHOP = True
NOTICES = """() => Array.from(document.querySelectorAll(".o_notification"),
    (notice) => notice.innerText).join("\\n")"""


def read_order(shop, uuid):
    """Return what the server has of an order, and what its manager reads."""
    fields = ["state", "amount_total", "amount_tax", "pricelist_id", "lines", "message_ids"]
    (order,) = shop.rpc("pos.order", "search_read", [["uuid", "=", uuid]], fields)
    lines = shop.rpc("pos.order.line", "read", order["lines"], ["tax_ids", "price_subtotal_incl"])
    messages = shop.rpc("mail.message", "read", order["message_ids"], ["body"])
    return order, lines, "".join(message["body"] for message in messages)


def test_sales_arrive_as_sold_although_their_price_list_and_tax_were_deleted(till, shop):
    listed, taxed = deleted.sell_and_delete(till, shop)
    for sold in (listed, taxed):
        shop.wait_paid(sold["uuid"])
        order, lines, told = read_order(shop, sold["uuid"])
        assert order["amount_total"] == sold["total"] == 23
        assert order["amount_tax"] == 3
        assert shop.paid_amount(sold["uuid"]) == 23
        assert [line["price_subtotal_incl"] for line in lines] == [23]
        assert not any(line["tax_ids"] for line in lines)
        assert not (sold is listed and order["pricelist_id"])
        assert "number" in told
        assert ("Pricelist" in told) == (sold is listed)
        shown = till.evaluate(
            "(uuid) => posmodel.models['pos.order'].getBy('uuid', uuid).priceIncl", sold["uuid"]
        )
        assert shown == 23
    for gone in ("Gone List", "Gone Tax"):  # each comes with the answer to its own sale
        wait_until(lambda gone=gone: gone in till.evaluate(NOTICES), 30, f"the notice of {gone}")
    assert till.errors() == []
