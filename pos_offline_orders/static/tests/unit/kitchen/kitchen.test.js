import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { mergeStates, withOwnTickets } from "@pos_offline_orders/app/kitchen/kitchen_state";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";

definePosModels();

// The failing control is played on stock itself: tests/e2e/test_kitchen_stock_control.py.

const QUESTION = "/web/dataset/call_kw/pos.order/get_preparation_change";

/** A till with a saved order of which the kitchen knows all; `server` is what the question says. */
async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    await store.syncAllOrders();
    const tickets = [];
    const outdated = [];
    store.printChanges = async (_order, changes) => {
        tickets.push(...changes.flatMap(({ new: added }) => added.map(({ quantity }) => quantity)));
        return true;
    };
    patchWithCleanup(store.dialog, { add: (_dialog, { title }) => outdated.push(String(title)) });
    await store.sendOrderInPreparation(order);
    tickets.length = 0;
    const server = { state: JSON.stringify(order.last_order_preparation_change), error: null };
    onRpc("pos.order", "get_preparation_change", () => {
        if (server.error) {
            throw server.error;
        }
        return { last_order_preparation_change: server.state };
    });
    const send = () => store.sendOrderInPreparationUpdateLastChange(order, {});
    return { order, outdated, send, server, store, tickets };
}

/** The question ends in `error`, before it reaches the server. */
function lose(store, error) {
    const { execute } = store.data;
    store.data.execute = (request) =>
        request.method === "get_preparation_change"
            ? Promise.reject(error)
            : execute.call(store.data, request);
    return () => (store.data.execute = execute);
}

async function addLine(store, order, qty = 1) {
    const product_tmpl_id = store.models["product.template"].get(5);
    return store.addLineToOrder({ product_tmpl_id, qty }, order, {}, false);
}

const dateOf = (order) => order.last_order_preparation_change.metadata.serverDate;

for (const [name, error] of [
    ["refused", new ConnectionLostError(QUESTION)],
    ["swallowed until the deadline", new DeadlineError(QUESTION)],
]) {
    test(`a ticket whose question is ${name} is printed at once, and once`, async () => {
        const { order, outdated, send, store, tickets } = await setup();
        lose(store, error);
        await addLine(store, order, 4);
        await send();
        await send();
        expect(tickets).toEqual([4]);
        expect(outdated).toEqual([]);
    });
}

test("a ticket of a till that knows that it is offline is printed at once, and is to be sent", async () => {
    const { order, send, store, tickets } = await setup();
    store.data.network.offline = true;
    await addLine(store, order, 4);
    store.clearPendingOrder();
    await send();
    await send();
    expect(tickets).toEqual([4]);
    expect(store.getPendingOrder().orderToUpdate).toEqual([order]);
    expect(order.isDirty()).toBe(true);
});

test("what the server refuses is not taken for a lost connection", async () => {
    const { order, send, store, tickets } = await setup();
    const data = { name: "odoo.exceptions.AccessError", message: "You may not." };
    lose(store, makeErrorFromResponse({ code: 0, message: "You may not.", data }));
    await addLine(store, order);
    await expect(send()).rejects.toThrow();
    expect(tickets).toEqual([]);
});

test("with the connection back nothing is printed again, and nothing is outdated", async () => {
    const { order, outdated, send, server, store, tickets } = await setup();
    const comeBack = lose(store, new ConnectionLostError(QUESTION));
    await addLine(store, order, 4);
    await send();
    comeBack();
    await send(); // the server has the state of before the outage
    server.state = JSON.stringify({
        ...order.last_order_preparation_change,
        metadata: {
            ...order.last_order_preparation_change.metadata,
            serverDate: "2099-01-01 10:00:00", // it dates anew what it takes
        },
    });
    await send();
    expect(tickets).toEqual([4]);
    expect(outdated).toEqual([]);
});

test("a till that was reloaded prints nothing again of what it has on its disk", async () => {
    const { order, send, store, tickets } = await setup();
    store.data.network.offline = true;
    await addLine(store, order, 4);
    await send();
    const kept = JSON.stringify(order.last_order_preparation_change);
    order.last_order_preparation_change = JSON.parse(kept);
    await send();
    expect(tickets).toEqual([4]);
    expect(dateOf(order)).toBeOfType("string");
});

test("an older state that is read from the server does not make the till forget its ticket", async () => {
    const { order, send, server, store } = await setup();
    store.data.network.offline = true;
    await addLine(store, order, 4);
    await send();
    const own = JSON.stringify(order.last_order_preparation_change);
    const read = (state) =>
        withOwnTickets(store.models, {
            "pos.order": [{ uuid: order.uuid, last_order_preparation_change: state }],
        })["pos.order"][0].last_order_preparation_change;
    expect(read(server.state)).toBe(own);
    const moved = JSON.stringify({ lines: {}, metadata: { ticket: "other" } });
    expect(read(moved)).toBe(moved);
    expect(read(false)).toBe(false);
    expect(read("no json")).toBe("no json");
    await animationFrame();
});

test("a server that was told nothing leaves the till its own answer", async () => {
    const { order } = await setup();
    expect(mergeStates(order, false)).toBe(false);
    expect(mergeStates(order, null)).toBe(JSON.stringify(order.last_order_preparation_change));
});
