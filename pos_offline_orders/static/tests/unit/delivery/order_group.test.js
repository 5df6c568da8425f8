import { expect, test } from "@odoo/hoot";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { splitAnswer } from "@pos_offline_orders/app/delivery/order_answers";
import { OrderGroup } from "@pos_offline_orders/app/delivery/order_group";
import { FakeClock } from "@pos_offline_base/../tests/unit/fake_clock";
import { FakeServer, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const uuidsOf = (orders) => orders.map(({ uuid }) => uuid);
const online = { isRunning: true, deadline: 3000, check: async () => "online" };

async function setup(count) {
    const server = new FakeServer();
    const store = await setupPosEnv();
    const orders = [];
    for (let number = 0; number < count; number++) {
        orders.push(await makePaidOrder(store));
    }
    return { orders, server, store };
}

/** Lose the next answer to several orders, after the server has them. */
function loseNextAnswer(store) {
    patchWithCleanup(store.data, { connection: online });
    let isLost = false;
    const execute = store.data.execute;
    store.data.execute = async (request) => {
        const answer = await execute.call(store.data, request);
        if (request.method === "sync_from_ui" && !isLost) {
            isLost = true;
            throw new ConnectionLostError("/sync_from_ui");
        }
        return answer;
    };
}

test("paid orders that wait go together, and each has the server's id then", async () => {
    const { orders, server, store } = await setup(4);
    await store.syncAllOrders();
    expect(server.requests).toEqual([uuidsOf(orders)]);
    expect(orders.every((order) => order.isSynced && !order.isDirty())).toBe(true);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(4);
    expect(orders.every(({ lines, payment_ids }) => lines.length && payment_ids.length)).toBe(true);
    expect(store.syncStatus.read()).toEqual([]);
});

test("a refused group goes one by one, and only the one that is refused stays", async () => {
    const { orders, server, store } = await setup(3);
    server.refuse(orders[1]);
    await store.syncAllOrders();
    const [first, second, third] = uuidsOf(orders);
    expect(server.requests).toEqual([[first, second, third], [first], [second], [third]]);
    expect(orders.map((order) => order.isSynced)).toEqual([true, false, true]);
});

test("the next group is on its way while the answers to one are used", async () => {
    const { server, store } = await setup(8);
    const sent = [];
    const postSync = store.postSyncAllOrders;
    patchWithCleanup(store, {
        postSyncAllOrders() {
            sent.push(server.requests.length);
            return postSync.apply(store, arguments);
        },
    });
    store.orderBatch.group._fit = () => {};
    await store.syncAllOrders();
    expect(server.requests.map((uuids) => uuids.length)).toEqual([4, 4]);
    expect(sent).toEqual(new Array(8).fill(2));
});

test("an order that was refused before holds up no group any more", async () => {
    const { orders, server, store } = await setup(3);
    server.refuse(orders[0]);
    await store.syncAllOrders();
    server.requests.length = 0;
    const more = [await makePaidOrder(store), await makePaidOrder(store)];
    await store.syncAllOrders();
    expect(server.requests).toEqual([[orders[0].uuid], uuidsOf(more)]);
});

test("orders whose common answer was lost are asked for once, and not sent again", async () => {
    const { orders, server, store } = await setup(4);
    const asked = [];
    onRpc("pos.order", "read_pos_orders", ({ args, parent }) => {
        asked.push(args[0][0][2]);
        return parent();
    });
    loseNextAnswer(store);
    await store.syncAllOrders();
    expect(server.requests).toEqual([uuidsOf(orders)]);
    expect(asked).toEqual([uuidsOf(orders)]);
    expect(orders.every((order) => order.isSynced && !order.isDirty())).toBe(true);
});

test("what may still change, or has an invoice made, goes alone", async () => {
    const { orders, server, store } = await setup(3);
    const cart = await getFilledOrder(store);
    orders[1].to_invoice = true;
    await store.syncAllOrders({ orders: [cart, ...orders] });
    expect(server.requests).toEqual([cart, ...orders].map(({ uuid }) => [uuid]));
});

test("an order that has changed since it went with others does not take their answer", async () => {
    const { orders, store } = await setup(2);
    const group = store.orderBatch.group;
    await group.send(orders, {});
    orders[0].general_customer_note = "Changed";
    expect(group.take(orders[0].serializeForORM({ keepCommands: true }))).toBe(undefined);
    const values = orders[1].serializeForORM({ keepCommands: true });
    expect(group.take(values)["pos.order"][0].uuid).toBe(orders[1].uuid);
    expect(group.take(values)).toBe(undefined); // used once
});

test("a group has as many orders as the server takes in a third of a sale's deadline", async () => {
    const { orders, store } = await setup(30);
    const clock = new FakeClock();
    const group = new OrderGroup(store, store.syncStatus.failures, clock);
    const sizes = [];
    patchWithCleanup(store.data, {
        async call(_model, _method, [values]) {
            sizes.push(values.length);
            await clock.advance(100 * values.length);
            return { "pos.order": [] };
        },
    });
    for (let number = 0; number < 3; number++) {
        await group.send(group.choose(orders), {});
    }
    expect(sizes).toEqual([4, 10, 10]); // 1000 ms for 100 ms each
});

test("each order gets of an answer what is its own; the first what is nobody's", () => {
    const data = {
        "pos.order": [
            { id: 1, uuid: "a" },
            { id: 2, uuid: "b" },
        ],
        "pos.order.line": [
            { id: 11, order_id: 1 },
            { id: 12, order_id: 2 },
        ],
        "pos.payment": [{ id: 21, pos_order_id: 2 }],
        "pos.pack.operation.lot": [{ id: 31, pos_order_line_id: 12 }],
        "account.move": [{ id: 41 }],
    };
    const parts = splitAnswer(data);
    expect(parts.get("a")).toEqual({
        "pos.session": [],
        "pos.order": [{ id: 1, uuid: "a" }],
        "pos.order.line": [{ id: 11, order_id: 1 }],
        "pos.payment": [],
        "pos.pack.operation.lot": [],
        "account.move": [{ id: 41 }],
    });
    expect(parts.get("b")["pos.pack.operation.lot"]).toEqual([{ id: 31, pos_order_line_id: 12 }]);
    expect(parts.get("b")["pos.payment"]).toEqual([{ id: 21, pos_order_id: 2 }]);
    expect(splitAnswer({ "pos.order": [] }).size).toBe(0);
});
