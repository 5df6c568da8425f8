import { expect, test } from "@odoo/hoot";
import { waitUntil } from "@odoo/hoot-dom";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { outboxStatus } from "@pos_offline_base/app/outbox/outbox_status";
import { startDelivery } from "@pos_offline_orders/app/delivery/start_delivery";
import { orderStatus } from "@pos_offline_orders/app/delivery/order_status";
import { RefusedSales } from "@pos_offline_orders/app/refused/refused_sales";
import { FakeServer, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const CARD = "4111 1111 1111 1111";

/** An outbox that only remembers; `answer` answers what was added last. */
class FakeOutbox {
    constructor() {
        this.operations = [];
    }
    list = () => this.operations.filter(({ state }) => state === "pending");
    async add(draft) {
        this.operations.push({ uuid: `${this.operations.length}`, state: "pending", ...draft });
    }
    async replace(uuid, payload) {
        return Object.assign(this.operations[uuid], { payload });
    }
    onDone(_kind, callback) {
        this._done = callback;
    }
    answer() {
        const operation = this.operations.at(-1);
        operation.state = "done";
        this._done(operation);
    }
}

async function setup() {
    const server = new FakeServer();
    const store = await setupPosEnv();
    const outbox = new FakeOutbox();
    const { failures } = store.syncStatus;
    store.refusedSales = new RefusedSales({ pos: store, outbox, failures });
    const order = await makePaidOrder(store);
    store.data.paidLedger.add(order);
    return { store, server, outbox, order };
}

test("a refused sale is handed in, with its message and why", async () => {
    const { store, server, outbox, order } = await setup();
    server.refuse(order);
    await store.syncAllOrders();
    const [{ kind, payload }] = outbox.operations;
    expect(kind).toBe("order.refused");
    expect(payload.code).toBe("validation");
    expect(payload.message).toBe("This product is not for sale.");
    expect(payload.total).toBe(order.priceIncl);
    expect(payload.order.uuid).toBe(order.uuid);
    expect(payload.order.state).toBe("paid");
    expect(payload.order.lines).toHaveLength(order.lines.length);
    expect(payload.sold).toEqual(order.lines.map(({ uuid }) => uuid));
    expect(order.isDirty()).toBe(true);
});

test("the same reason is told once, another one instead of what still waits", async () => {
    const { store, server, outbox, order } = await setup();
    server.refuse(order);
    await store.syncAllOrders();
    await store.syncAllOrders();
    server.refuse(order, { type: "UserError", message: "Not in this house." });
    await store.syncAllOrders();
    expect(outbox.operations).toHaveLength(1);
    expect(outbox.operations[0].payload.message).toBe("Not in this house.");
    outbox.answer();
    await store.syncAllOrders();
    expect(outbox.operations).toHaveLength(1);
    server.refuse(order);
    await store.syncAllOrders();
    expect(outbox.operations).toHaveLength(2);
});

test("a sale that cannot be written down is handed in by nobody, and stays in the list", async () => {
    const { store, server, outbox, order } = await setup();
    server.refuse(order);
    patchWithCleanup(outbox, { add: () => Promise.reject(new Error("the disk is full")) });
    await store.syncAllOrders();
    patchWithCleanup(order, {
        serializeForORM() {
            throw new Error("broken");
        },
    });
    await store.refusedSales.giveUp(order, "test");
    expect(outbox.operations).toEqual([]);
    expect(store.syncStatus.read()[0].state).toBe("failed");
});

test("where a manager can deliver it is said once the server has it", async () => {
    const { store, server, outbox, order } = await setup();
    const advice = () => store.syncStatus.read().find(({ id }) => id === order.uuid).advice;
    server.refuse(order);
    await store.syncAllOrders();
    expect(advice()).not.toInclude("Refused Sales");
    outbox.answer();
    expect(advice()).toInclude("Refused Sales");
});

test("a lost connection and an order that is not paid are handed in to nobody", async () => {
    const { store, server, outbox, order } = await setup();
    server.lost.add(order.uuid);
    await store.syncAllOrders();
    const cart = await getFilledOrder(store);
    server.refuse(cart);
    await store.syncAllOrders({ orders: [cart], force: true });
    expect(store.syncStatus.failures.get(cart.uuid)?.kind).toBe("validation");
    expect(outbox.operations).toEqual([]);
});

test("nothing of a card or a terminal is handed in", async () => {
    const { store, server, outbox, order } = await setup();
    order.payment_ids[0].transaction_id = "T-77";
    order.payment_ids[0].card_no = "1111";
    order.lines[0].setCustomerNote(CARD);
    server.refuse(order, { type: "UserError", message: CARD });
    await store.syncAllOrders();
    const text = JSON.stringify(outbox.operations);
    expect(text).not.toInclude("4111");
    expect(text).not.toInclude("T-77");
    expect(text).not.toInclude("card_no");
    expect(order.payment_ids[0].transaction_id).toBe("T-77");
});

test("a sale that a manager has voided leaves the till, which says so", async () => {
    const { store, server, order } = await setup();
    patchWithCleanup(store.notification, { add: (text) => expect.step(text) });
    const { uuid } = order;
    const context = { voided: { [uuid]: "Paid back in cash" } };
    server.refuse(order, { type: "UserError", message: "Voided", context });
    server.refused.get(uuid).data.context = context;
    await store.syncAllOrders({ throw: true });
    expect.verifySteps([`A manager has voided the sale ${order.pos_reference}: Paid back in cash`]);
    expect(store.data.paidLedger.has(uuid)).toBe(false);
    expect(store.syncStatus.read()).toEqual([]);
    expect(store.models["pos.order"].getBy("uuid", uuid)).toBe(undefined);
});

test("a sale that is given up on the till is handed in with the reason", async () => {
    const { store, server, outbox, order } = await setup();
    server.refuse(order);
    await store.syncAllOrders();
    await orderStatus.discard({ pos: store }, { id: order.uuid }, "Customer left");
    expect(outbox.operations).toHaveLength(1);
    expect(outbox.operations[0].payload.given_up).toBe("Customer left");
    expect(store.data.paidLedger.has(order.uuid)).toBe(false);
});

test("a copy of what is listed already is neither shown nor counted", async () => {
    const { store, outbox, order } = await setup();
    await outbox.add({ kind: "order.refused", payload: { order: { uuid: order.uuid } } });
    const env = { services: { pos_outbox: outbox } };
    expect(outboxStatus.read({ env, pos: store })).toEqual([]);
});

test("a sale that a flush leaves behind is tried again, one that was refused is not", async () => {
    const { store, server, order } = await setup();
    patchWithCleanup(store.data, { flusher: { later: () => expect.step("later") } });
    patchWithCleanup(store, { syncAllOrders: async () => {} });
    await store.flushOrders();
    expect.verifySteps(["later"]);
    server.refuse(order);
    await store.orderBatch.failures.note(order.uuid, server.refused.get(order.uuid));
    await store.flushOrders();
    expect.verifySteps([]);
});

test("what waits when the server comes back during the start is sent after it", async () => {
    const { store } = await setup();
    patchWithCleanup(store.data, { flusher: { later: () => expect.step("later") } });
    await startDelivery(store);
    await waitUntil(() => store.data.orderSync);
    expect.verifySteps(["later"]);
});
