import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import {
    allowUnsoldLines,
    dropPredecessor,
    getUnsoldLines,
    leaveOrder,
    markUnsoldLines,
    noteReference,
    removeUnsoldLines,
} from "@pos_session_recovery/app/flow/order_mender";
import { getUnsoldQuestion } from "@pos_session_recovery/app/flow/unsold_guard";
import { makeSnapshot } from "../case_helpers";

definePosModels();

function takeSnapshot(order) {
    const lines = order.lines.map((line) => line.serializeForIndexedDB());
    return makeSnapshot({ order: { uuid: order.uuid, reference: "26A-1-000012" }, lines });
}

/** A till at which the test hears where it goes. */
async function setupTill(role = "cashier") {
    const store = await setupPosEnv();
    patchWithCleanup(store, {
        navigate: (screen) => expect.step(screen),
        getCashier: () => ({ id: user.userId, _role: role }),
    });
    return store;
}

async function makeMarkedOrder(kind = "archived", role = "cashier") {
    const store = await setupTill(role);
    const order = await getFilledOrder(store);
    const [line] = order.lines;
    markUnsoldLines(order, takeSnapshot(order), [
        { kind, product: line.product_id.id, uuid: line.uuid, name: "Desk" },
    ]);
    return { store, order, line };
}

test("a line whose product is not sold any more stays, and the order cannot be paid", async () => {
    const { store, order } = await makeMarkedOrder();
    expect(order.lines).toHaveLength(2);
    expect(getUnsoldLines(order)).toHaveLength(1);
    await store.pay();
    expect.verifySteps([]);
});

test("an order without such a line is paid as ever", async () => {
    const store = await setupTill();
    const order = await getFilledOrder(store);
    expect(getUnsoldQuestion(store, order)).toBe(null);
    await store.pay();
    expect.verifySteps(["PaymentScreen"]);
});

test("a line that stock drops, as its product is gone, is kept in mind with what it was", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const snapshot = takeSnapshot(order);
    const lost = { uuid: "lost", name: "Old lamp", product_id: 999, qty: 2, price_unit: 4 };
    snapshot.records["pos.order.line"].push(lost);
    markUnsoldLines(order, snapshot, [
        { kind: "gone", product: 999, uuid: "lost", name: "Old lamp" },
    ]);
    const [line] = getUnsoldLines(order);
    expect([line.name, line.qty, line.amount]).toEqual(["Old lamp", 2, 8]);
});

test("marks survive a reload with the order", async () => {
    const { order, line } = await makeMarkedOrder();
    const state = (record) => JSON.parse(record.serializeForIndexedDB().JSONuiState);
    expect(state(line).recoveryMark).toBe("archived");
    expect(state(order).recoveryGone).toEqual([]);
});

test("a product that is sold again has no mark any more", async () => {
    const { order } = await makeMarkedOrder();
    markUnsoldLines(order, takeSnapshot(order), []);
    expect(getUnsoldLines(order)).toEqual([]);
});

test("a remark about a price stops nobody from paying", async () => {
    const { order } = await makeMarkedOrder("price");
    expect(getUnsoldLines(order)).toEqual([]);
});

test("the cashier takes the lines off and can be paid for the rest", async () => {
    const { order, line } = await makeMarkedOrder();
    removeUnsoldLines(order);
    expect(order.lines.map(({ uuid }) => uuid)).not.toInclude(line.uuid);
    expect(getUnsoldLines(order)).toEqual([]);
});

test("only a manager may sell them as they are", async () => {
    const { store, order } = await makeMarkedOrder();
    const names = () => getUnsoldQuestion(store, order).actions.map(({ name }) => name);
    expect(names()).toEqual(["remove", "later"]);
    patchWithCleanup(store, { getCashier: () => ({ id: user.userId, _role: "manager" }) });
    expect(names()).toEqual(["remove", "allow", "later"]);
    allowUnsoldLines(order);
    expect(getUnsoldQuestion(store, order)).toBe(null);
});

test("a manager who was at the till before lends nobody the right", async () => {
    const { store, order } = await makeMarkedOrder();
    patchWithCleanup(store, { getCashier: () => ({ id: user.userId + 1, _role: "manager" }) });
    const names = getUnsoldQuestion(store, order).actions.map(({ name }) => name);
    expect(names).toEqual(["remove", "later"]);
});

test("what does not exist cannot be sold by anybody", async () => {
    const { store, order } = await makeMarkedOrder("gone", "manager");
    const names = getUnsoldQuestion(store, order).actions.map(({ name }) => name);
    expect(names).toEqual(["remove", "later"]);
});

test("an order that goes on has its old number noted, and the old one is gone", async () => {
    const store = await setupPosEnv();
    const old = await getFilledOrder(store);
    const next = store.addNewOrder();
    next.setInternalNote(JSON.stringify([{ text: "Gift", colorIndex: 2 }]));
    const number = old.pos_reference;
    noteReference(next, "26A-1-000012");
    dropPredecessor(store, old.uuid);
    const notes = JSON.parse(next.internal_note).map(({ text }) => text);
    expect(notes).toEqual(["Gift", "Before: 26A-1-000012"]);
    expect(store.models["pos.order"].getBy("uuid", old.uuid)).toBe(undefined);
    expect(store.addNewOrder().pos_reference).not.toBe(number);
});

test("an order that the server has is not dropped", async () => {
    const store = await setupPosEnv();
    const old = await getFilledOrder(store);
    await store.syncAllOrders({ orders: [old] });
    dropPredecessor(store, old.uuid);
    expect(store.models["pos.order"].getBy("uuid", old.uuid)).not.toBe(undefined);
});

test("an order that is done with is left for another one", async () => {
    const store = await setupTill();
    const order = await getFilledOrder(store);
    order.state = "paid";
    leaveOrder(store, order.uuid);
    expect(store.getOrder().uuid).not.toBe(order.uuid);
    expect.verifySteps(["ProductScreen"]);
});

test("an order that is not open now is left where it is", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    leaveOrder(store, "another");
    expect(store.getOrder().uuid).toBe(order.uuid);
});
