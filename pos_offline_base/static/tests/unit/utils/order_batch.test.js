import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import { Deferred } from "@odoo/hoot-mock";
import { makeServerError, MockServer, onRpc } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { FakeServer, makePaidOrder } from "../sync_helpers";

definePosModels();

const stateOf = (store, order) =>
    store.syncStatus.read().find((item) => item.id === order.uuid)?.state;

/** From now on orders are answered only once the promise that is returned is resolved. */
function holdAnswers() {
    const arrived = new Deferred();
    onRpc("pos.order", "sync_from_ui", async ({ parent }) => {
        await arrived;
        return parent();
    });
    return arrived;
}

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
    expect(server.uuids).toEqual([first.uuid, cut.uuid]);
    expect(stateOf(store, cut)).toBe("waiting");
    server.lost.clear();
    await store.syncAllOrders();
    expect([cut.isSynced, rest.isSynced]).toEqual([true, true]);
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

test("a removed line is told to the server again when the first message got lost", async () => {
    const { store, server } = await setup();
    const order = await getFilledOrder(store);
    await store.syncAllOrders();
    const [removed] = order.lines;
    const removedId = removed.id;
    order.removeOrderline(removed);
    store.addPendingOrder([order.id]);
    server.lost.add(order.uuid);
    await store.syncAllOrders();
    server.lost.clear();
    server.received.length = 0;
    await store.syncAllOrders();
    const commands = server.received[0].lines.map(([command, id]) => [command, id]);
    expect(commands).toInclude([3, removedId]);
});

test("an order that the server has is not on its way twice", async () => {
    const { store, server } = await setup();
    const order = await getFilledOrder(store);
    await store.syncAllOrders();
    server.received.length = 0;
    const arrived = holdAnswers();
    order.general_customer_note = "one";
    const first = store.syncAllOrders({ orders: [order] });
    await animationFrame();
    order.general_customer_note = "two";
    const second = store.syncAllOrders({ orders: [order] });
    await animationFrame();
    expect(server.received).toHaveLength(0);
    arrived.resolve();
    await Promise.all([first, second]);
    expect(server.received.map((each) => each.general_customer_note)).toEqual(["one", "two"]);
    expect([...store.syncingOrders]).toEqual([]);
});

test("an answer to an open order is not put over what was done meanwhile", async () => {
    const { store, server } = await setup();
    const order = await getFilledOrder(store);
    const arrived = holdAnswers();
    const sending = store.syncAllOrders({ orders: [order] });
    await animationFrame();
    order.addPaymentline(store.models["pos.payment.method"].getFirst());
    order.state = "paid";
    const paying = store.syncAllOrders({ orders: [order], throw: true });
    arrived.resolve();
    await Promise.all([sending, paying]);
    expect(order.state).toBe("paid");
    expect(server.received.map(({ state }) => state)).toEqual(["draft", "paid"]);
    const [command, id] = server.received[1].lines[0];
    expect([command, typeof id]).toEqual([1, "number"]);
    expect(order.lines).toHaveLength(2);
    expect(order.isSynced).toBe(true);
    expect(store.syncStatus.read()).toEqual([]);
});

test("an open order whose answer was lost is sent again as what the server has already", async () => {
    const { store, server } = await setup();
    const order = await getFilledOrder(store);
    server.lost.add(order.uuid);
    await store.syncAllOrders();
    expect(order.isSynced).toBe(false);
    server.lost.clear();
    let isFirst = true;
    onRpc("pos.order", "sync_from_ui", ({ args, parent }) => {
        const creates = args[0][0].lines.filter(([command]) => command === 0);
        if (isFirst) {
            isFirst = false;
            throw makeServerError({ type: "ValidationError", message: "uuid exists" });
        }
        expect(creates).toHaveLength(0);
        return parent();
    });
    const uuids = order.lines.map(({ uuid }) => uuid);
    order.removeOrderline(order.lines[0]);
    onRpc("pos.order.line", "search_read", ({ kwargs }) => {
        expect.step("asked by uuid");
        expect(kwargs.domain).toEqual([["order_id.uuid", "=", order.uuid]]);
        return MockServer.env["pos.order.line"].search_read([["uuid", "in", uuids]], ["uuid"]);
    });
    await store.syncAllOrders();
    expect.verifySteps(["asked by uuid"]);
    const commands = server.received.at(-1).lines.map(([command]) => command);
    expect(commands.toSorted()).toEqual([1, 2]);
    expect(store.syncStatus.read()).toEqual([]);
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
