import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { copySale, withKnownIds } from "@pos_offline_orders/app/paid/sale_copy";
import { describeSale } from "@pos_offline_orders/app/paid/sale_record";
import { completeSale, isAsSold } from "@pos_offline_orders/app/paid/sold_lines";

definePosModels();

/** An order of two lines that the server has as a draft, paid here. */
async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    expect(order.isSynced).toBe(true);
    order.addPaymentline(store.models["pos.payment.method"].getFirst());
    order.state = "paid";
    store.data.paidLedger.add(order);
    return { store, order };
}

const sentLines = (order) => order.serializeForORM({ keepCommands: true }).lines;

test("a sale is sent with all lines of its receipt, also those that nobody has changed", async () => {
    const { store, order } = await setup();
    order.lines.forEach((line) => (line._dirty = false));
    expect(sentLines(order)).toHaveLength(0);
    completeSale(store, order);
    expect(sentLines(order).map(([code, id]) => [code, id])).toEqual(
        order.lines.map(({ id }) => [1, id])
    );
});

test("a line of the receipt is not removed by a command of before", async () => {
    const { store, order } = await setup();
    const commands = order.models.commands["pos.order"];
    const [line] = order.lines;
    commands.unlink.set("lines", [{ id: line.id, parentId: order.id }]);
    commands.delete.set("lines", [{ id: 9999, parentId: order.id }]);
    completeSale(store, order);
    const removed = sentLines(order).filter(([code]) => code > 1);
    expect(removed).toEqual([[2, 9999]]);
});

test("a line that came in from elsewhere goes again: the total is that of the receipt", async () => {
    const { store, order } = await setup();
    const sale = store.data.paidLedger.get(order.uuid);
    order.lines[0].qty = 7;
    expect(isAsSold(order, sale)).toBe(false);
    completeSale(store, order);
    expect(isAsSold(order, sale)).toBe(true);
    expect(order.isSynced).toBe(true);
});

test("a tax that was changed since changes no amount of a sale: it is sent as its receipt shows it", async () => {
    const { store, order } = await setup();
    const sale = store.data.paidLedger.get(order.uuid);
    const before = order.lines.map((line) => line.priceIncl);
    const taxed = order.lines.find((line) => line.tax_ids.length);
    taxed.tax_ids[0].amount += 10;
    order.triggerRecomputeAllPrices?.();
    expect(isAsSold(order, sale)).toBe(false);
    await store.preSyncAllOrders([order]);
    const sent = order.serializeForORM({ keepCommands: true });
    expect(sent.amount_total).toBe(sale.total);
    expect(sent.lines.map(([, , line]) => line.price_subtotal_incl)).toEqual(before);
});

test("a sale that cannot be made again as it was sold is not sent, and the till says why", async () => {
    const { store, order } = await setup();
    const sale = store.data.paidLedger.get(order.uuid);
    sale.total += 5;
    await store.syncAllOrders();
    const [item] = store.syncStatus.read();
    expect([item.id, item.state]).toEqual([order.uuid, "failed"]);
    expect(item.error).toInclude("its lines make");
});

test("the server is told which lines the receipts show, of sales only", async () => {
    const { store, order } = await setup();
    const open = await getFilledOrder(store);
    const context = store.getSyncAllOrdersContext([order, open]);
    expect(context.offline_sold_lines).toEqual({
        [order.uuid]: order.lines.map(({ uuid }) => uuid),
    });
    expect("offline_sold_lines" in store.getSyncAllOrdersContext([open])).toBe(false);
});

test("the server is told how long ago a sale was paid, of sales only", async () => {
    const { store, order } = await setup();
    const open = await getFilledOrder(store);
    store.data.paidLedger.get(order.uuid).time -= 90000;
    const context = store.getSyncAllOrdersContext([order, open]);
    expect(Object.keys(context.offline_sale_ages)).toEqual([order.uuid]);
    expect(context.offline_sale_ages[order.uuid]).toBeWithin(90, 95);
    expect("offline_sale_ages" in store.getSyncAllOrdersContext([open])).toBe(false);
});

test("a copy of a sale has the same content, and shares no identity with it", async () => {
    const { store, order } = await setup();
    const { data } = describeSale(order);
    const fresh = store.createNewOrder();
    const copy = copySale(data, fresh.raw, store.models);
    const [made] = copy["pos.order"];
    expect(made.pos_reference).toBe(fresh.pos_reference);
    expect(made.uuid).toBe(fresh.uuid);
    expect(made.lines).toEqual(copy["pos.order.line"].map(({ id }) => id));
    expect(copy["pos.payment"].map((each) => each.pos_order_id)).toEqual([made.id]);
    expect(copy["pos.order.line"].map(({ order_id }) => order_id)).toEqual([made.id, made.id]);
    expect(copy["pos.order.line"].map(({ qty }) => qty)).toEqual(order.lines.map(({ qty }) => qty));
    const known = new Set([order, ...order.lines, ...order.payment_ids].map(({ uuid }) => uuid));
    const uuids = Object.values(copy)
        .flat()
        .map(({ uuid }) => uuid);
    expect(uuids.filter((uuid) => known.has(uuid))).toEqual([]);
    expect(copy["pos.order.line"].every(({ id }) => typeof id === "string")).toBe(true);
});

test("records of a sale are loaded under the numbers that the server gave them since", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const { data } = describeSale(order);
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    const renewed = withKnownIds(data, store.models);
    expect(renewed["pos.order"][0].id).toBe(order.id);
    expect(renewed["pos.order.line"].map(({ id }) => id)).toEqual(order.lines.map(({ id }) => id));
    expect(renewed["pos.order.line"][0].order_id).toBe(order.id);
});
