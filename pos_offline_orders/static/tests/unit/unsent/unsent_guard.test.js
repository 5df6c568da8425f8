import { expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { UnsentGuard } from "@pos_offline_orders/app/unsent/unsent_guard";
import { mergeValues } from "@pos_offline_orders/app/unsent/merge_unsent";

definePosModels();

const LOADS = ["loadConnectedData", "connectNewData"];

/** What the server has of an order, as an answer brings it. */
function answerOf(order, { note = "", change = {} } = {}) {
    const raw = (record, more) => ({ ...record.serializeForIndexedDB(), ...more });
    const lines = order.lines.map((line) => raw(line, change[line.uuid]));
    const ids = lines.map(({ id }) => id);
    const values = { state: "draft", lines: ids, payment_ids: [], general_customer_note: note };
    const answer = {
        "pos.order": [raw(order, values)],
        "pos.order.line": lines,
        "pos.payment": [],
        "pos.session": [],
    };
    return JSON.parse(JSON.stringify(answer));
}

/** The server's word arrives at the till and is loaded. */
function read(store, answer, load = "connectNewData") {
    store.data.unsent.hear(answer);
    return store.models[load](answer);
}

/** A saved order with two lines, and the server's answer about it. */
async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    await store.syncAllOrders({ orders: [order] });
    const saved = answerOf(order);
    read(store, JSON.parse(JSON.stringify(saved)));
    expect(order.isSynced).toBe(true);
    expect(order.isDirty()).toBe(false);
    store.clearPendingOrder();
    return { store, order, saved };
}

for (const load of LOADS) {
    test(`${load}: own changes stay, the other till's come in, and the order is to be sent`, async () => {
        const { store, order, saved } = await setup();
        order.lines[0].setQuantity(7);
        saved["pos.order"][0].general_customer_note = "B was here";
        saved["pos.order.line"][1].customer_note = "No ice";
        read(store, saved, load);
        expect(order.lines[0].qty).toBe(7);
        expect(order.lines[1].customer_note).toBe("No ice");
        expect(order.general_customer_note).toBe("B was here");
        expect([order.isDirty(), order.lines[0]._dirty]).toEqual([true, true]);
        expect(order.lines[1]._dirty).toBe(false);
        expect(store.getPendingOrder().orderToUpdate).toEqual([order]);
    });

    test(`${load}: a line that was added here stays and is to be sent`, async () => {
        const { store, order, saved } = await setup();
        await store.addLineToOrder(
            { product_tmpl_id: store.models["product.template"].get(5) },
            order
        );
        const count = order.lines.length;
        order.lines.at(-1)._dirty = true;
        read(store, saved, load);
        expect(order.lines).toHaveLength(count);
        expect(order.isDirty()).toBe(true);
        expect(store.getPendingOrder().orderToUpdate).toEqual([order]);
    });

    test(`${load}: a line that was removed here stays away and is still to be removed`, async () => {
        const { store, order, saved } = await setup();
        const [kept, removed] = order.lines;
        const { id } = removed;
        removed.delete();
        read(store, saved, load);
        expect(order.lines.map((line) => line.id)).toEqual([kept.id]);
        expect(store.models["pos.order.line"].get(id)).toBe(undefined);
        expect(order.serializeForORM({ keepCommands: true }).lines).toInclude([3, id]);
        expect(store.getPendingOrder().orderToUpdate).toEqual([order]);
    });

    test(`${load}: an order with nothing unsent is as the server has it`, async () => {
        const { store, order, saved } = await setup();
        saved["pos.order.line"][0].qty = 9;
        read(store, saved, load);
        expect(order.lines[0].qty).toBe(9);
        expect(order.isDirty()).toBe(false);
        expect(store.getPendingOrder().orderToUpdate).toEqual([]);
    });
}

test("an order that was paid elsewhere is as the server has it", async () => {
    const { store, order, saved } = await setup();
    order.lines[0].setQuantity(7);
    order.lines[1].delete();
    Object.assign(saved["pos.order"][0], { state: "paid", general_customer_note: "paid there" });
    read(store, saved);
    expect(order.state).toBe("paid");
    expect(order.lines[0].qty).not.toBe(7);
    expect(order.lines).toHaveLength(2);
    expect(store.getPendingOrder().orderToUpdate).toEqual([]);
});

test("what is changed while the order is on its way stays and is sent at the next time", async () => {
    const { store, order } = await setup();
    order.lines[0].setQuantity(5);
    onRpc("pos.order", "sync_from_ui", async ({ parent }) => {
        const answer = await parent();
        order.lines[0].setQuantity(8);
        return answer;
    });
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    expect(order.lines[0].qty).toBe(8);
    expect(order.isDirty()).toBe(true);
    expect(store.getPendingOrder().orderToUpdate).toEqual([order]);
});

test("the server is told which fields were changed here", async () => {
    const { store, order } = await setup();
    const [line, other] = order.lines;
    expect(store.data.unsent.changesOf([order])[order.uuid]).toEqual([]);
    order.general_customer_note = "A was here";
    line.setQuantity(5);
    const { offline_changes: changes } = store.getSyncAllOrdersContext([order]);
    expect(changes[order.uuid]).toInclude("general_customer_note");
    expect(changes[order.uuid]).not.toInclude("partner_id");
    expect(changes[line.uuid]).toInclude("qty");
    expect(changes[other.uuid]).toEqual([]);
});

test("what was sent without an answer counts as changed, also when it is changed back", async () => {
    const { store, order, saved } = await setup();
    const [line] = order.lines;
    const before = line.qty;
    line.setQuantity(before + 1);
    order.serializeForORM();
    store.data.unsent.noteSent(order);
    line.setQuantity(before);
    expect(store.data.unsent.changesOf([order])[line.uuid]).toInclude("qty");
    saved["pos.order.line"][0].qty = before + 1;
    read(store, saved);
    expect(line.qty).toBe(before);
    expect(line._dirty).toBe(true);
});

test("what the server says is gone leaves no removal and no change behind", async () => {
    const { store, order } = await setup();
    const { id } = order.lines[1];
    store.deviceSync.processDeletedRecords({ "pos.order.line": [id] });
    expect(order.lines).toHaveLength(1);
    expect(order.isDirty()).toBe(false);
    expect(order.serializeForORM({ keepCommands: true }).lines).toEqual([]);
});

test("orders that were read are told to stock, but not those with something unsent", async () => {
    const { store, order, saved } = await setup();
    const other = JSON.parse(JSON.stringify(saved));
    store.data.unsent.hear(other);
    const clean = await store.deviceSync.processDynamicRecords(other);
    expect(clean["pos.order"].map(({ uuid }) => uuid)).toEqual([order.uuid]);
    order.lines[1].delete();
    store.data.unsent.hear(saved);
    const kept = await store.deviceSync.processDynamicRecords(saved);
    expect(kept["pos.order"]).toEqual([]);
});

test("without knowing what the server said before, all that differs is the till's", async () => {
    const { order } = await setup();
    const { model, raw } = order;
    const theirs = { ...raw, general_customer_note: "theirs", write_date: "2026-11-21 10:00:00" };
    const own = { ...raw, general_customer_note: "mine" };
    const { values, kept } = mergeValues(model, own, theirs);
    expect(kept).toEqual(["general_customer_note"]);
    expect(values.general_customer_note).toBe("mine");
    expect(values.write_date).toBe("2026-11-21 10:00:00");
});

test("a read costs nothing for orders that it does not name", async () => {
    const { store, order } = await setup();
    order.lines[0].setQuantity(7);
    const guard = new UnsentGuard(store.models);
    const looked = [];
    guard._hasUnsent = (each) => looked.push(each.uuid);
    const answer = { "pos.order": [], "pos.order.line": [] };
    guard.hear(answer);
    guard.load(answer, guard.answersIn(answer), (data) => data);
    expect(looked).toEqual([]);
});
