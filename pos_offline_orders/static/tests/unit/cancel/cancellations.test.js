import { expect, test } from "@odoo/hoot";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import {
    Cancellations,
    ORDER_CANCEL,
    withoutCancelled,
} from "@pos_offline_orders/app/cancel/cancellations";
import { factsOf } from "@pos_offline_orders/app/cancel/order_facts";
import { outboxKinds } from "@pos_offline_base/app/outbox/outbox_status";
import { settled } from "@pos_offline_base/../tests/unit/fake_clock";

definePosModels();

const CANCEL = "/web/dataset/call_kw/pos.order/action_pos_order_cancel";

/** An outbox without a disk: what is added waits until the test ends it. */
class FakeOutbox {
    operations = [];
    done = [];
    fails = false;

    load = async () => {};
    list = ({ kind }) => this.operations.filter((each) => each.kind === kind);
    onDone = (_kind, callback) => this.done.push(callback);
    discard = async (uuid) => {
        this.operations = this.operations.filter((each) => each.uuid !== uuid);
    };

    async add(draft) {
        if (this.fails) {
            throw new Error("the disk is full");
        }
        this.operations.push({ ...draft, uuid: `operation ${this.operations.length}` });
    }

    /** The server has applied all. */
    finish() {
        const operations = this.operations.splice(0);
        operations.forEach((operation) => this.done.forEach((callback) => callback(operation)));
    }
}

/** A till with a saved order and an outbox that is looked at; the server can be gone. */
async function setup() {
    const store = await setupPosEnv();
    const outbox = new FakeOutbox();
    store.data.cancellations = new Cancellations(outbox);
    const order = await getFilledOrder(store);
    await store.syncAllOrders();
    const raw = { ...order.raw, state: "draft" };
    return { order, outbox, raw, store };
}

/** The request to cancel ends in `error`, before it reaches the server. */
function lose(store, error = new ConnectionLostError(CANCEL)) {
    const { execute } = store.data;
    patchWithCleanup(store.data, {
        execute: (request) =>
            request.method === "action_pos_order_cancel"
                ? Promise.reject(error)
                : execute.call(store.data, request),
    });
}

test("an order that is cancelled without the server leaves the till and waits to be cancelled", async () => {
    const { order, outbox, store } = await setup();
    const { id, uuid } = order;
    lose(store);
    expect(await store.deleteOrders([order])).toBe(true);
    expect(store.models["pos.order"].get(id)).toBe(undefined);
    const [{ kind, payload }] = outbox.operations;
    expect([kind, payload.uuid]).toEqual([ORDER_CANCEL, uuid]);
    expect(Object.values(payload.lines)).toEqual([[3], [2]]);
    expect(store.pendingOrder.delete.size).toBe(0);
});

test("an order that the server cancels at once is no operation", async () => {
    const { order, outbox, store } = await setup();
    await store.deleteOrders([order]);
    expect(outbox.operations).toEqual([]);
});

test("what the server refuses is stock's to tell, and the order stays", async () => {
    const { order, outbox, store } = await setup();
    const data = { name: "odoo.exceptions.UserError", message: "Not today." };
    lose(store, makeErrorFromResponse({ code: 0, message: "Not today.", data }));
    await expect(store.deleteOrders([order])).rejects.toThrow();
    expect(store.models["pos.order"].get(order.id)).toBe(order);
    expect(outbox.operations).toEqual([]);
});

test("where the disk does not take it the order stays, as with stock", async () => {
    const { order, outbox, store } = await setup();
    outbox.fails = true;
    lose(store);
    await expect(store.deleteOrders([order])).rejects.toThrow(ConnectionLostError);
    expect(store.models["pos.order"].get(order.id)).toBe(order);
});

test("orders that were never on this till are not cancelled blindly", async () => {
    const { outbox, store } = await setup();
    lose(store);
    await expect(store.deleteOrders([], [987654])).rejects.toThrow(ConnectionLostError);
    expect(outbox.operations).toEqual([]);
});

test("a table that is released offline is on the disk, not in memory only, and once", async () => {
    const { order, outbox, store } = await setup();
    const { id, uuid } = order;
    patchWithCleanup(store, { syncAllOrdersDebounced: () => {} });
    store.data.network.offline = true;
    store.removeOrder(order);
    await settled();
    expect(outbox.operations.map(({ payload }) => payload.uuid)).toEqual([uuid]);
    expect(store.pendingOrder.delete.has(id)).toBe(false);
    await store.data.cancellations.add([outbox.operations[0].payload]);
    expect(outbox.operations.length).toBe(1);
});

test("a line that was taken off before is named, so that the server knows it is no news", async () => {
    const { order } = await setup();
    const [line] = order.lines;
    const { id } = line;
    line.delete({ backend: true });
    expect(factsOf(order).removed).toEqual([id]);
});

test("a cancelled order does not come back by anything that is read, until the server has it", async () => {
    const { order, outbox, raw, store } = await setup();
    const { id, uuid } = order;
    const lines = order.lines.map((line) => line.raw);
    lose(store);
    await store.deleteOrders([order]);
    const read = () =>
        store.models.connectNewData({ "pos.order": [{ ...raw }], "pos.order.line": lines });
    read();
    expect(store.models["pos.order"].getBy("uuid", uuid)).toBe(undefined);
    expect(lines.some((line) => store.models["pos.order.line"].get(line.id))).toBe(false);
    outbox.finish();
    read(); // an answer of before
    expect(store.models["pos.order"].get(id)).toBe(undefined);
    const { cancellations } = store.data;
    const paid = { "pos.order": [{ ...raw, state: "paid" }] };
    expect(withoutCancelled(store.models, paid, cancellations)).toBe(paid);
});

test("an order that changed meanwhile can be cancelled anyway, or brought back", async () => {
    const { order, outbox, raw, store } = await setup();
    const { uuid } = order;
    lose(store);
    await store.deleteOrders([order]);
    const [operation] = outbox.operations;
    const retried = [];
    outbox.retry = async (each, payload) => retried.push([each, payload.anyway]);
    const pos = {
        ...store,
        env: { services: { pos_outbox: outbox } },
        data: store.data,
    };
    const kind = outboxKinds.get(ORDER_CANCEL);
    const actionsFor = (code) =>
        kind.actions({ pos, env: pos.env }, { ...operation, answer: { code } });
    expect(actionsFor("validation").map(({ name }) => name)).toEqual(["bring-back"]);
    const [anyway, back] = actionsFor("conflict");
    await anyway.run();
    expect(retried).toEqual([[operation.uuid, true]]);
    onRpc("pos.order", "read_pos_orders", () => ({ "pos.order": [{ ...raw }] }));
    await back.run();
    expect(outbox.operations).toEqual([]);
    expect(store.models["pos.order"].getBy("uuid", uuid)?.uuid).toBe(uuid);
});
