"""A product with serial numbers, sold as a scanner does: nothing is asked for."""

from tests.e2e.deleted import shop_categories
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

ADD = """async ([id, serial]) => {
    const product = posmodel.models["product.template"].get(id);
    const code = { type: "lot", code: serial };
    await posmodel.addLineToCurrentOrder({ product_tmpl_id: product }, { code });
}"""
OF_ORDER = """(uuid) => posmodel.models["pos.order"].getBy("uuid", uuid).lines
    .flatMap((line) => line.pack_lot_ids.map((lot) => lot.lot_name))"""
# Names of the numbers that are on the disk, in stock's own database.
ON_DISK = """() => new Promise((resolve) => {
    const request = posmodel.data.indexedDB.db.transaction("pos.pack.operation.lot")
        .objectStore("pos.pack.operation.lot").getAll();
    request.onsuccess = () => resolve(request.result.map((lot) => lot.lot_name).sort());
})"""
# Whether the disk has the sale with its payment; of numbers stock never has any there.
SALE_ON_DISK = """async (uuid) => {
    const ask = (name) => new Promise((resolve) => {
        const request = posmodel.data.indexedDB.db.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result);
    });
    const order = (await ask("pos.order")).find((each) => each.uuid === uuid);
    const payments = (await ask("pos.payment")).map((payment) => payment.pos_order_id);
    return order?.state === "paid" && payments.includes(order.id);
}"""


def make_product(shop):
    """Return the number of a template whose serial numbers SN1 and SN2 are in the shop's stock."""
    companies = shop.rpc("res.company", "search", [])
    shop.rpc("res.company", "write", companies, {"point_of_sale_update_stock_quantities": "real"})
    values = {"name": "Numbered lamp", "is_storable": True, "tracking": "serial", "taxes_id": []}
    values |= {"available_in_pos": True, "pos_categ_ids": [[6, 0, shop_categories(shop)]]}
    product = shop.rpc("product.product", "create", values)
    (read,) = shop.rpc("product.product", "read", [product], ["product_tmpl_id"])
    (config,) = shop.rpc("pos.config", "read", [FURNITURE], ["picking_type_id"])
    types = [config["picking_type_id"][0]]
    (kind,) = shop.rpc("stock.picking.type", "read", types, ["default_location_src_id"])
    for name in ("SN1", "SN2"):
        lot = shop.rpc("stock.lot", "create", {"name": name, "product_id": product})
        place = {"location_id": kind["default_location_src_id"][0], "inventory_quantity": 1}
        quant = shop.rpc("stock.quant", "create", place | {"product_id": product, "lot_id": lot})
        shop.rpc("stock.quant", "action_apply_inventory", [quant])
    return read["product_tmpl_id"][0]


def add(till, product, serial):
    """Add one piece with its number to the order on the screen."""
    till.evaluate(ADD, [product, serial])
    wait_until(lambda: serial in of_order(till, till.order()["uuid"]), what=f"{serial} on a line")


def of_order(till, uuid):
    """Return the numbers that an order has on the till."""
    return till.evaluate(OF_ORDER, uuid)


def on_server(shop, uuid):
    """Return the numbers that the lines of an order have on the server, and those in its moves."""
    domain = [["pos_order_line_id.order_id.uuid", "=", uuid]]
    lots = shop.rpc("pos.pack.operation.lot", "search_read", domain, ["lot_name"])
    moves = shop.rpc(
        "stock.move.line", "search_read", [["picking_id.pos_order_id.uuid", "=", uuid]], ["lot_id"]
    )
    return (
        sorted(lot["lot_name"] for lot in lots),
        sorted(move["lot_id"][1] for move in moves if move["lot_id"]),
    )


def reload_with_sync_refused(till, shop, product):
    """Online, paid while only the orders' request is refused, reloaded; returns the order."""
    shop.line.mode("502", rpc_method="sync_from_ui")
    add(till, product, "SN1")
    order = till.pay_cash()
    wait_until(lambda: till.evaluate(SALE_ON_DISK, order["uuid"]), what="the sale on the disk")
    till.reload()
    till.wait_state("product", "receipt", "orders", "payment", timeout=60)
    return order
