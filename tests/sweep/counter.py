"""Scenes at the counter: sales, invoices, refunds, cards and quotations."""

import uuid

from tests.sweep.scene import scene
from tests.sweep.shop_data import LOT, PRICES
from tests.till.shop import CLOTHES, PRODUCT

OTHER = "Letter Tray"


@scene("sale to a customer")
def sale(hand, _made):
    """A customer, their prices, two products, cash."""
    hand.begin()
    hand.choose_customer(hand.data.customer)
    hand.do(
        "the price list",
        """(name) => {
            const prices = posmodel.models["product.pricelist"].find((one) => one.name === name);
            posmodel.selectPricelist?.(prices) ?? posmodel.getOrder().setPricelist(prices);
        }""",
        "(name) => posmodel.getOrder().pricelist_id?.name === name",
        PRICES,
    )
    hand.add(PRODUCT)
    hand.add(OTHER)
    hand.pay()


@scene("lot number")
def lot(hand, _made):
    """A product that asks for its lot."""
    hand.begin()
    hand.do(
        "the lot's popup",
        """(name) => {
            const product = posmodel.models["product.template"].find((one) => one.name === name);
            return posmodel.addLineToCurrentOrder({ product_tmpl_id: product });
        }""",
        "() => document.querySelector('.modal .lot-container, .modal [name=confirm]') !== null"
        " || [...document.querySelectorAll('.modal .btn')].some((one) => one.innerText === 'Yes')",
        LOT,
        again=False,
    )
    yes = hand.till.page.locator(".modal .btn:text-is('Yes')")
    if yes.count():
        yes.first.click()
    hand.see("the lot's field", "() => document.querySelector('.lot-container input') !== null")
    hand.till.page.fill(".lot-container input", "LOT-7")
    hand.till.page.click(".o-autocomplete--dropdown-item a:has-text('Create Lot')")
    hand.see("the lot typed", "() => document.querySelector('.lot-container .lot-item') !== null")
    hand.till.page.click(".modal .btn:text-is('Apply')")
    hand.see("the lot", "() => posmodel.getOrder().lines[0]?.pack_lot_ids.length === 1")
    hand.pay()


@scene("invoice")
def invoice(hand, _made):
    """A sale with an invoice."""
    hand.begin()
    hand.choose_customer(hand.data.customer)
    hand.add(PRODUCT)
    hand.do(
        "to the payment",
        "() => { document.querySelector('.pay-order-button').click(); }",
        "() => document.querySelector('.payment-screen') !== null",
    )
    hand.do(
        "the invoice asked for",
        "() => { document.querySelector('.payment-screen .js_invoice').click(); }",
        "() => posmodel.getOrder().to_invoice === true",
    )
    hand.validate()


@scene("refund")
def refund(hand, _made):
    """A sale, and all of it given back."""
    hand.begin()
    hand.add(PRODUCT)
    sold = hand.till.order()["uuid"]
    hand.pay()
    hand.do(
        "the refund",
        """(uuid) => {
            const sold = posmodel.models["pos.order"].getBy("uuid", uuid);
            const [line] = sold.lines;
            const order = posmodel.addNewOrder({ partner_id: sold.partner_id });
            order.is_refund = true;
            posmodel.models["pos.order.line"].create({ order_id: order, qty: -line.qty,
                product_id: line.product_id, price_unit: line.price_unit,
                tax_ids: line.tax_ids.map((tax) => ["link", tax]), price_type: "automatic",
                refunded_orderline_id: line });
            posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
        }""",
        """() => posmodel.getOrder().lines[0]?.qty < 0
            && document.querySelector(".product-screen") !== null""",
        sold,
    )
    hand.pay()


def _far_customer(data):
    name = f"Far {uuid.uuid4().hex[:6]}"
    return data.rpc("res.partner", "create", {"name": name, "ref": "sweep"})


@scene("customer from the server", prepare=_far_customer)
def far_customer(hand, made):
    """A customer that the till does not have yet, looked up."""
    hand.begin()
    hand.do(
        "the customer looked up",
        """async (id) => {
            await posmodel.data.callRelated("res.partner", "get_new_partner",
                [posmodel.config.id, [["id", "=", id]], 0]);
        }""",
        """(id) => Boolean(posmodel.models["res.partner"].get(id))""",
        made,
    )
    hand.add(OTHER)
    hand.pay()


@scene("order of another till", needs="pos.sync.order")
def hand_over(hand, _made):
    """An order sent to the next till."""
    hand.begin()
    hand.choose_customer(hand.data.customer)
    hand.add(PRODUCT)
    hand.do(
        "the popup that sends",
        "() => { void posmodel.sendOrderAway(); }",
        "() => document.querySelector('.pos-sync-send button[name=send]') !== null",
    )
    hand.till.page.check(f".pos-sync-send [data-receiver='{CLOTHES}'] input")
    hand.do(
        "the order sent",
        "() => { document.querySelector('.pos-sync-send button[name=send]').click(); }",
        "() => document.querySelector('.pos-sync-send') === null",
        again=False,
    )


# -- Loyalty ---------------------------------------------------------------------------------------


@scene("points on a card", needs="loyalty.program")
def points(hand, _made):
    """The customer's card gets its point."""
    hand.begin()
    hand.choose_customer(hand.data.customer)
    hand.add(PRODUCT)
    hand.pay()


def _gift_card(data):
    source = data.rpc("pos.order", "search", [["state", "=", "paid"]], limit=1)
    values = {"program_id": data.programs["gift"], "points": 50, "code": uuid.uuid4().hex[:12]}
    if source:
        values["source_pos_order_id"] = source[0]
    data.rpc("loyalty.card", "create", values)
    return values["code"]


@scene("gift card spent", needs="loyalty.program", prepare=_gift_card)
def gift_card(hand, code):
    """A voucher pays a part."""
    hand.begin()
    hand.add(PRODUCT)
    hand.do(
        "more of it than the voucher pays",
        "() => { posmodel.getOrder().lines[0].setQuantity(30); }",
        "() => posmodel.getOrder().lines[0].qty === 30",
    )
    hand.do(
        "the voucher",
        "(code) => { void posmodel.activateCode(code); }",
        """() => posmodel.getOrder().lines.some((line) => line.is_reward_line)""",
        code,
    )
    hand.pay()


# -- Quotations ------------------------------------------------------------------------------------


def _quotation(data):
    product = data.rpc("product.product", "search", [["name", "=", OTHER]], limit=1)[0]
    line = {"product_id": product, "product_uom_qty": 2, "price_unit": 5}
    values = {"partner_id": data.customer, "order_line": [[0, 0, line]]}
    return data.rpc("sale.order", "create", values)


@scene("quotation settled", needs="sale.order.line", prepare=_quotation)
def quotation(hand, number):
    """A quotation opened at the till and paid."""
    hand.begin()
    hand.do(
        "the quotation opened",
        "(id) => { void posmodel.onClickSaleOrder(id); }",
        "() => document.querySelector('.modal .selection-item') !== null",
        number,
    )
    hand.do(
        "the quotation settled",
        """(id) => { const item = document.querySelector(".modal .selection-item");
            if (item) { item.click(); } else { void posmodel.onClickSaleOrder(id); } }""",
        "() => posmodel.getOrder().lines.length === 1 && !document.querySelector('.modal')",
        number,
        again=False,
    )
    hand.pay()
