"""Records that an order names and that somebody deletes while the till is cut off."""

from tests.e2e import scenarios
from tests.till.shop import FURNITURE

PRICE, TAX = 20.0, 15
SEND = """async (uuid) => {
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    await posmodel.data.checkConnectivity();
    try {
        await posmodel.syncAllOrders({ orders: [order], force: true, throw: true });
        return "sent";
    } catch (error) {
        return error.data?.debug || error.message;
    }
}"""
SET_PRICELIST = """(id) => {
    posmodel.getOrder().setPricelist(posmodel.models["product.pricelist"].get(id));
}"""


def shop_categories(shop):
    """Return the categories of the only products that the shop sells."""
    (config,) = shop.rpc("pos.config", "read", [FURNITURE], ["iface_available_categ_ids"])
    return config["iface_available_categ_ids"]


def make_records(shop):
    """Return the numbers of a price list, of a tax, and the name of a product with that tax."""
    values = {"name": "Gone List", "company_id": 1}
    pricelist = shop.rpc("product.pricelist", "create", values)
    (config,) = shop.rpc("pos.config", "read", [FURNITURE], ["pricelist_id"])
    others = [config["pricelist_id"][0]] if config["pricelist_id"] else []
    if not others:
        others = [shop.rpc("product.pricelist", "create", {"name": "Usual List", "company_id": 1})]
    values = {"use_pricelist": True, "pricelist_id": others[0]}
    values["available_pricelist_ids"] = [[6, 0, [pricelist, *others]]]
    shop.rpc("pos.config", "write", [FURNITURE], values)
    tax = shop.rpc("account.tax", "create", {"name": "Gone Tax", "amount": TAX})
    product = {"name": "Gone taxed lamp", "list_price": PRICE, "taxes_id": [[6, 0, [tax]]]}
    product |= {"available_in_pos": True, "pos_categ_ids": [[6, 0, shop_categories(shop)]]}
    shop.rpc("product.product", "create", product)
    return pricelist, tax, product["name"]


def sell_and_delete(till, shop):
    """Sell with the price list and with the tax while cut off, then delete both; plug again.

    Returns the two orders as the till had them.
    """
    pricelist, tax, product = make_records(shop)
    scenarios.visit_once(till, shop, anew=True)
    shop.line.mode("refuse")
    till.add_product(product)
    till.evaluate(SET_PRICELIST, pricelist)
    listed = till.pay_cash()
    till.next_order()
    taxed = till.sell(product)
    shop.rpc("product.pricelist", "unlink", [pricelist])
    shop.rpc("account.tax", "unlink", [tax])
    shop.plug()
    return listed, taxed
