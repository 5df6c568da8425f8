import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { WORD } from "@pos_offline_orders/app/paid/sale_record";
import { makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";
import { hearOfSales } from "@pos_offline_orders/app/delivery/order_calls";

definePosModels();

/** A sale of this till, and the server's word on its order: paid elsewhere, with other money. */
async function setup() {
    const store = await setupPosEnv();
    const order = await makePaidOrder(store);
    store.data.paidLedger.add(order);
    const raw = (record, more) => ({ ...record.serializeForIndexedDB(), ...more });
    const other = { id: 71, uuid: "other-money", pos_order_id: 70 };
    const data = {
        "pos.order": [raw(order, { id: 70, payment_ids: [71], lines: [] })],
        "pos.order.line": [],
        "pos.payment": [raw(order.payment_ids[0], other)],
    };
    return { store, order, data };
}

const paidWith = (order) => order.payment_ids.map(({ uuid }) => uuid);

test("what the server has instead of a sale is not mixed with it, wherever it is read", async () => {
    const { store, order, data } = await setup();
    const own = paidWith(order);
    store.models.connectNewData(data);
    store.models.loadConnectedData(data);
    expect(paidWith(order)).toEqual(own);
    expect(order.lines).toHaveLength(2);
});

test("the server's word with the money of the sale is taken", async () => {
    const { store, order, data } = await setup();
    const [payment] = order.payment_ids;
    data["pos.payment"][0].uuid = payment.uuid;
    store.models.loadConnectedData(data);
    expect(order.id).toBe(70);
});

test("an answer that has another sale is heard once, listed as failed, and not sent again", async () => {
    const { store, order, data } = await setup();
    const told = [];
    store.data.paidLedger.onConflict = (sale) => told.push(sale.uuid);
    const [error] = hearOfSales(store.data, data);
    hearOfSales(store.data, data);
    expect(error.conflict.word).toBe(WORD.PAYMENTS);
    expect(told).toEqual([order.uuid]);
    const [item] = store.syncStatus.read();
    expect([item.id, item.state]).toEqual([order.uuid, "failed"]);
    expect(item.actions.map(({ name }) => name)).toEqual(["own-order", "give-up"]);
    expect(store.orderBatch._choose({})).toEqual([]);
    expect(store.orderBatch._choose({ orders: [order], force: true })).toEqual([order]);
});
