import { expect, test } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { fillHollowOrders } from "@pos_offline_orders/app/repairs/hollow_orders";
import { FakeServer, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

async function setup() {
    new FakeServer();
    const store = await setupPosEnv();
    const order = await makePaidOrder(store);
    store.addPendingOrder([order.id]);
    return { order, store };
}

function hollowOut(order) {
    order.lines.slice().forEach((line) => line.delete());
    order.payment_ids.slice().forEach((payment) => payment.delete());
}

test("a till whose sales have their lines asks the server nothing", async () => {
    const { order, store } = await setup();
    patchWithCleanup(store.data, { call: () => expect.step("call") });
    await fillHollowOrders(store, [order]);
    expect.verifySteps([]);
});

test("where the server does not answer the sale stays, and the till goes on", async () => {
    const { order, store } = await setup();
    hollowOut(order);
    const call = async () => {
        expect.step("call");
        throw new ConnectionLostError("/read_pos_orders");
    };
    patchWithCleanup(store.data, { call });
    await fillHollowOrders(store, [order]);
    expect.verifySteps(["call"]);
    expect(store.pendingOrder.create.has(order.id)).toBe(true);
});

test("without the server nothing is asked", async () => {
    const { order, store } = await setup();
    hollowOut(order);
    patchWithCleanup(store.data, { call: () => expect.step("call") });
    store.data.network.offline = true;
    await fillHollowOrders(store, [order]);
    expect.verifySteps([]);
});

test("a sale that the server does not have stays to be sent", async () => {
    const { order, store } = await setup();
    hollowOut(order);
    patchWithCleanup(store.data, { call: async () => ({ "pos.order": [] }) });
    await fillHollowOrders(store, [order]);
    expect(store.pendingOrder.create.has(order.id)).toBe(true);
    expect(order.isSynced).toBe(false);
});

test("what could not be asked for at the start is asked for when orders are sent", async () => {
    const { order, store } = await setup();
    hollowOut(order);
    const known = { ...order.raw, id: 9876, lines: [], payment_ids: [] };
    patchWithCleanup(store.data, { call: async () => ({ "pos.order": [known] }) });
    await store.syncAllOrders();
    expect(order.isSynced).toBe(true);
    expect([...store.pendingOrder.create]).toEqual([]);
});
