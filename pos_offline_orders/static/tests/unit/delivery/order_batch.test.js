import { expect, test } from "@odoo/hoot";
import { makeServerError, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { FakeServer, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const stateOf = (store, order) =>
    store.syncStatus.read().find((item) => item.id === order.uuid)?.state;

async function setup() {
    const server = new FakeServer();
    const store = await setupPosEnv();
    return { store, server };
}

test("an order that is refused neither stops nor hides the others", async () => {
    const { store, server } = await setup();
    const [first, refused, last] = [
        await makePaidOrder(store),
        await makePaidOrder(store),
        await makePaidOrder(store),
    ];
    server.refuse(refused);
    await store.syncAllOrders();
    expect([first.isSynced, refused.isSynced, last.isSynced]).toEqual([true, false, true]);
    expect(stateOf(store, refused)).toBe("failed");
    expect(store.syncStatus.read()).toHaveLength(1);
});

test("who wants to know is told of the refusal after all others were sent", async () => {
    const { store, server } = await setup();
    const refused = await makePaidOrder(store);
    const last = await makePaidOrder(store);
    server.refuse(refused);
    await expect(store.syncAllOrders({ throw: true })).rejects.toThrow();
    expect(last.isSynced).toBe(true);
});

test("a refused order is sent again by the next try, and accepted when its cause is gone", async () => {
    const { store, server } = await setup();
    const order = await makePaidOrder(store);
    server.refuse(order);
    await store.syncAllOrders();
    expect(order.isDirty()).toBe(true);
    server.refused.clear();
    await store.syncAllOrders();
    expect(order.isSynced).toBe(true);
    expect(store.syncStatus.read()).toEqual([]);
    expect(store.syncStatus.failures.get(order.uuid)).toBe(undefined);
});

test("a line that breaks in the middle of a batch leaves the rest to be sent, and asks no more", async () => {
    const { store, server } = await setup();
    const first = await makePaidOrder(store);
    const cut = await makePaidOrder(store);
    const rest = await makePaidOrder(store);
    server.lost.add(cut.uuid);
    await store.syncAllOrders();
    expect(server.requests).toEqual([[first.uuid, cut.uuid, rest.uuid]]);
    expect(stateOf(store, cut)).toBe("waiting");
    server.lost.clear();
    await store.syncAllOrders();
    expect([first.isSynced, cut.isSynced, rest.isSynced]).toEqual([true, true, true]);
});

test("an answer that is lost alone stops no other, and its order is asked for at once", async () => {
    const { store, server } = await setup();
    const [lost, other] = [await makePaidOrder(store), await makePaidOrder(store)];
    const answers = async () => {
        server.lost.delete(lost.uuid); // the line is there
        return "online";
    };
    patchWithCleanup(store.data, { connection: { isRunning: true, check: answers } });
    server.lost.add(lost.uuid);
    await store.syncAllOrders();
    expect([lost.isSynced, other.isSynced]).toEqual([true, true]);
    expect(server.requests).toEqual([[lost.uuid, other.uuid], [lost.uuid], [other.uuid]]);
});

test("a sale is paid though an older order is refused for ever", async () => {
    const { store, server } = await setup();
    const old = await makePaidOrder(store);
    server.refuse(old);
    const order = await getFilledOrder(store);
    const validation = new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
        fastPaymentMethod: order.config.fast_payment_method_ids[0],
    });
    await validation.validateOrder(false);
    expect(order.state).toBe("paid");
    expect(order.isSynced).toBe(true);
    expect(server.uuids[0]).toBe(order.uuid);
});

test("a sale that the server refuses at Validate goes back to the cart and says why", async () => {
    const { store, server } = await setup();
    const order = await getFilledOrder(store);
    server.refuse(order);
    const validation = new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
        fastPaymentMethod: order.config.fast_payment_method_ids[0],
    });
    await validation.validateOrder(false);
    expect(order.state).toBe("draft");
    expect(stateOf(store, order)).toBe("failed");
});

test("a deletion that is refused stops no order, and one that was sent is not sent again", async () => {
    const { store } = await setup();
    const asked = [];
    onRpc("pos.order", "action_pos_order_cancel", ({ args }) => {
        asked.push(args[0][0]);
        if (args[0][0] === 98) {
            throw makeServerError({ type: "AccessError", message: "No." });
        }
        return {};
    });
    store.addPendingOrder([98, 99], true);
    const order = await makePaidOrder(store);
    await store.syncAllOrders();
    expect(order.isSynced).toBe(true);
    expect([...store.pendingOrder.delete]).toEqual([98]);
    expect(asked).toEqual([98, 99]); // 99 was asked for once, 98 will be asked for again
});

test("while the line is known to be down nothing is tried", async () => {
    const { store, server } = await setup();
    await makePaidOrder(store);
    store.data.network.offline = true;
    expect(await store.syncAllOrders()).toBeInstanceOf(ConnectionLostError);
    expect(server.received).toEqual([]);
    expect(store.syncStatus.read()).toHaveLength(1);
});

test("a paid order that the server never got is to be sent again after a restart", async () => {
    const { store } = await setup();
    const order = await makePaidOrder(store);
    store.clearPendingOrder();
    expect(store.syncStatus.read()).toEqual([]);
    await store.afterProcessServerData();
    expect(order.isSynced).toBe(true);
});
