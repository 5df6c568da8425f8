import { expect, test } from "@odoo/hoot";
import { tick, waitUntil } from "@odoo/hoot-dom";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { Registry } from "@web/core/registry";
import { TillGuard } from "@pos_offline_base/app/guard/guard_service";
import { SyncStatus } from "@pos_offline_base/app/status/sync_status_service";
import { orderStatus } from "@pos_offline_orders/app/delivery/order_status";
import {
    catchDownloads,
    FakeServer,
    makePaidOrder,
    RESTED,
} from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const item = (id, more = {}) => ({ id, title: id, since: 1000, state: "waiting", ...more });

/** A status over probes of the test, on a till of stock. */
async function makeStatus(probes) {
    const store = await setupPosEnv();
    const registry = new Registry();
    for (const [name, probe] of Object.entries(probes)) {
        registry.add(name, probe);
    }
    const status = new SyncStatus(store.env, store.env.services, registry);
    status.attach(store);
    await tick();
    return { store, status };
}

test("the state counts what waits and what failed, over all probes", async () => {
    const { status } = await makeStatus({
        one: { read: () => [item("a", { since: 500 }), item("b", { state: "failed" })] },
        two: { read: () => [item("c")] },
    });
    const { pending, failed, oldest, items } = status.state;
    expect({ pending, failed, oldest }).toEqual({ pending: 3, failed: 1, oldest: 500 });
    expect(items.map(({ probe }) => probe)).toEqual(["one", "one", "two"]);
});

test("a probe that fails hides nothing of the others", async () => {
    const { status } = await makeStatus({
        broken: {
            start() {
                throw new Error("broken");
            },
            read() {
                throw new Error("broken");
            },
            sync: () => Promise.reject(new Error("broken")),
        },
        good: { read: () => [item("a")] },
    });
    expect(status.state.pending).toBe(1);
    expect(await status.settle()).toHaveLength(1);
    expect(status.state.busy).toBe(false);
});

test("a probe says that something changed, and is read once for many changes", async () => {
    let items = [];
    let changed;
    const { status } = await makeStatus({
        one: {
            start: (context) => (changed = context.changed),
            read: () => {
                expect.step("read");
                return items;
            },
        },
    });
    expect.verifySteps(["read"]);
    items = [item("a")];
    changed();
    changed();
    changed();
    await waitUntil(() => status.state.pending === 1, RESTED);
    expect.verifySteps(["read"]);
});

test("to settle sends all and returns what still waits", async () => {
    const left = new Set(["a", "b"]);
    const { status } = await makeStatus({
        one: {
            read: () => [...left].map((id) => item(id)),
            sync: async ({ action }) => {
                expect.step(`sync ${action}`);
                left.delete("a");
            },
        },
    });
    expect((await status.settle("reload")).map(({ id }) => id)).toEqual(["b"]);
    expect.verifySteps(["sync reload"]);
    expect(status.state.pending).toBe(1);
});

test("retry sends the one thing", async () => {
    const { status } = await makeStatus({
        one: {
            read: () => [item("a"), item("b")],
            retry: async (_context, { id }) => expect.step(`retry ${id}`),
        },
    });
    await status.retry(status.state.items[1]);
    expect.verifySteps(["retry b"]);
});

test("before a till has started nothing is counted and nothing is in the way", async () => {
    const store = await setupPosEnv();
    const status = new SyncStatus(store.env, store.env.services);
    expect(status.refresh()).toEqual([]);
    expect(await new TillGuard(status, store.env.services.dialog).ask("reload")).toBe(true);
});

test("a cart that is being filled does not wait; a sale that was paid does", async () => {
    const store = await setupPosEnv();
    const cart = await getFilledOrder(store);
    store.clearPendingOrder();
    expect(store.syncStatus.read()).toEqual([]);
    expect(store.syncStatus.read("reload").map(({ id }) => id)).toEqual([cart.uuid]);
    expect(store.syncStatus.read("leave")).toEqual([]);
    const paid = await makePaidOrder(store);
    expect(store.syncStatus.read().map(({ id }) => id)).toEqual([paid.uuid]);
});

test("the till's own state follows its orders without being asked", async () => {
    const server = new FakeServer();
    const store = await setupPosEnv();
    const order = await makePaidOrder(store);
    const { state } = store.syncStatus;
    await waitUntil(() => state.pending === 1, RESTED);
    server.refuse(order);
    await store.syncAllOrders();
    await waitUntil(() => state.failed === 1, RESTED);
    server.refused.clear();
    await store.syncStatus.settle();
    expect(state.pending).toBe(0);
});

test("to read does not depend on how many orders the till has that did not change", async () => {
    const store = await setupPosEnv();
    await makePaidOrder(store);
    const { models } = store;
    const orders = models["pos.order"];
    for (const method of ["filter", "getAll", "find", "map"]) {
        const original = orders[method].bind(orders);
        orders[method] = (...args) => {
            expect.step(`walks all orders: ${method}`);
            return original(...args);
        };
    }
    expect(store.syncStatus.read()).toHaveLength(1);
    expect.verifySteps([]);
});

test("the file for support has what is needed to enter the sale again, and no card data", async () => {
    const files = catchDownloads();
    const store = await setupPosEnv();
    const order = await makePaidOrder(store);
    const [payment] = order.payment_ids;
    payment.card_no = "4111111111111111";
    payment.card_brand = "visa";
    payment.cardholder_name = "J. Doe";
    payment.transaction_id = "5500000000000004";
    payment.ticket = "VISA 4111 1111 1111 1111";
    order.general_customer_note = "card 378282246310005";
    order.lines[0].customer_note = "pay with 4111 1111 1111 1111";
    const name = store.syncStatus.export();
    await tick();
    const [{ text }] = files;
    const [exported] = JSON.parse(text).probes.orders.data;
    expect(files[0].name).toBe(name);
    expect(exported.pos_reference).toBe(order.pos_reference);
    expect(exported.lines.map(({ qty }) => qty)).toEqual([3, 2]);
    expect(exported.payments).toHaveLength(1);
    const digits = text.replace(/[ .-]/g, "");
    for (const card of ["4111111111111111", "5500000000000004", "378282246310005"]) {
        expect(digits).not.toInclude(card);
    }
    expect(text).not.toMatch(/visa|Doe|card_|cardholder|ticket|transaction_id/i);
});

test("what stock queued in memory waits as well, and a reload is asked about while it does", async () => {
    const store = await setupPosEnv();
    expect(store.syncStatus.isMemoryAtRisk).toBe(false);
    store.data.network.unsyncData.push({
        uuid: "q1",
        args: [{ type: "write", model: "res.partner", ids: [3] }],
        date: luxon.DateTime.now(),
    });
    const [queued] = store.syncStatus.read();
    expect([queued.id, queued.probe]).toEqual(["q1", "queue"]);
    expect(store.syncStatus.isMemoryAtRisk).toBe(true);
    await store.syncStatus.discard([queued], "test");
    expect(store.syncStatus.read()).toEqual([]);
});

test("an order that is given up takes its receipt's number with it", async () => {
    const store = await setupPosEnv();
    const order = await makePaidOrder(store);
    const number = store.device.extractNumberFromReference(order.pos_reference);
    await store.syncStatus.discard(store.syncStatus.read(), "test");
    expect(store.models["pos.order"].getBy("uuid", order.uuid)).toBe(undefined);
    expect(store.device.unsyncedNumberStack).not.toInclude(number);
    expect(orderStatus.read({ env: store.env, pos: store })).toEqual([]);
});

test("only numbers of carts that nobody saw are used again", async () => {
    const store = await setupPosEnv();
    const cart = await getFilledOrder(store);
    const printed = await getFilledOrder(store);
    printed.nb_print = 1;
    const paid = await makePaidOrder(store);
    const unnumbered = await getFilledOrder(store);
    unnumbered.pos_reference = "";
    store.device.saveUnusedNumber([cart, printed, paid, unnumbered]);
    const number = store.device.extractNumberFromReference(cart.pos_reference);
    expect(store.device.unsyncedNumberStack).toEqual([number]);
});
