import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { until } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { KEEP, MODE } from "@pos_multi_session_sync/app/send/sync_sender";
import { makeTill, makeTransfer } from "./helpers";

definePosModels();

const CHOICE = { receivers: [2], mode: MODE.FIRST, keep: KEEP.HAND_OVER, note: "", priority: "0" };
const openOrders = (pos) => pos.getOpenOrders().filter((order) => order.lines.length);

async function setup() {
    const till = await makeTill(await setupPosEnv());
    till.order = await getFilledOrder(till.pos);
    return till;
}

test("an order that is handed over is on the disk, then leaves the till", async () => {
    const { pos, sender, outbox, order } = await setup();
    const { uuid, total } = { uuid: order.uuid, total: order.priceIncl };
    await sender.send(order, { ...CHOICE, note: "table by the window", priority: "1" });
    expect(openOrders(pos)).toEqual([]);
    expect(pos.getOrder().lines.length).toBe(0);
    const [{ kind, lane, payload }] = outbox.list();
    expect([kind, lane]).toEqual(["sync.send", `sync.${payload.uuid}`]);
    expect(payload.source_uuid).toBe(uuid);
    expect(payload.order.totals.total).toBe(pos.currency.round(total));
    expect([payload.version, payload.note, payload.priority]).toEqual([
        1,
        "table by the window",
        "1",
    ]);
});

test("a device that keeps nothing keeps the order on the till", async () => {
    const { pos, sender, store, order } = await setup();
    patchWithCleanup(store, { put: () => Promise.reject(new Error("full")) });
    await expect(sender.send(order, CHOICE)).rejects.toThrow("full");
    expect(openOrders(pos)).toEqual([order]);
});

test("a copy stays, and goes as the next version of the same when it is sent again", async () => {
    const { pos, sender, outbox, order } = await setup();
    await sender.send(order, { ...CHOICE, keep: KEEP.COPY });
    expect(openOrders(pos)).toEqual([order]);
    order.lines[0].setQuantity(9);
    await sender.send(order, { ...CHOICE, keep: KEEP.COPY });
    const [first, second] = outbox.list().map(({ payload }) => payload);
    expect(second.uuid).toBe(first.uuid);
    expect([first.version, second.version]).toEqual([1, 2]);
    expect(second.order.lines[0].qty).toBe(9);
});

test("a copy that somebody has taken goes as another order", async () => {
    const { sender, outbox, board, order } = await setup();
    await sender.send(order, { ...CHOICE, keep: KEEP.COPY });
    const { uuid } = outbox.list()[0].payload;
    const taken = makeTransfer({ state: "delivered", order: { uuid } });
    board.apply({ cursor: "1", outbox: [taken] });
    const next = sender.next(order);
    expect(next.uuid).not.toBe(uuid);
    expect(next.version).toBe(1);
});

test("an order on its way is not shown again, wherever it comes back from", async () => {
    const { pos, sender, order, world } = await setup();
    const { uuid } = order;
    await sender.send(order, CHOICE);
    const back = pos.models["pos.order"].create({ uuid, session_id: pos.session });
    expect(pos.models["pos.order"].getBy("uuid", uuid)).toBe(back);
    await until(() => !pos.models["pos.order"].getBy("uuid", uuid));
    // After a kill between the two: stock has read the order from its own database.
    pos.models["pos.order"].create({ uuid, session_id: pos.session });
    await makeTill(pos, world);
    expect(pos.models["pos.order"].getBy("uuid", uuid)).toBe(undefined);
});

test("a send that was refused is taken back with all that was on it, once", async () => {
    const { pos, sender, outbox, order, world } = await setup();
    const total = order.priceIncl;
    await sender.send(order, CHOICE);
    world.odoo.results["sync.send"] = () => ({ status: "failed", code: "validation" });
    world.start(outbox);
    await until(() => outbox.state.failed === 1);
    const [operation] = outbox.list();
    await sender.takeBack(operation);
    expect(outbox.list()).toEqual([]);
    expect(openOrders(pos).length).toBe(1);
    expect(openOrders(pos)[0].priceIncl).toBe(total);
    expect(pos.getOrder()).toBe(openOrders(pos)[0]);
    expect(sender.next(pos.getOrder())).toEqual({ uuid: operation.payload.uuid, version: 2 });
});

test("the server's draft of an order is cancelled when the server has what was sent", async () => {
    const { pos, sender, outbox, order, world, links } = await setup();
    await pos.syncAllOrders({ orders: [order] });
    const { id } = order;
    expect(typeof id).toBe("number");
    const cancelled = [];
    patchWithCleanup(pos, {
        deleteOrders: async (orders, ids, ignoreChange) =>
            cancelled.push([orders, ids, ignoreChange]),
    });
    await sender.send(order, CHOICE);
    expect(cancelled).toEqual([]);
    const { uuid } = outbox.list()[0].payload;
    world.start(outbox);
    await world.settled(outbox);
    expect(cancelled).toEqual([[[], [id], true]]);
    expect(links.get(uuid).source).toBe(null);
});

test("only what nobody has taken, and only what left this till, may be opened again", async () => {
    const { pos, sender, outbox, board, order, api } = await setup();
    await sender.send(order, CHOICE);
    const { payload } = outbox.list()[0];
    const { uuid } = payload;
    const show = (state, n) => {
        const transfer = makeTransfer({ state, changed: `${n}`, order: { uuid } });
        board.apply({ cursor: `${n}`, outbox: [transfer] });
        return transfer;
    };
    const results = ["sent", "delivered", "returned"].map((state, n) =>
        sender.mayReopen(show(state, n))
    );
    expect(results).toEqual([false, false, true]);
    api.payload = payload.order;
    const back = await sender.reopen(show("returned", 4));
    expect(back.lines.length).toBe(2);
    expect(sender.mayReopen(show("returned", 5))).toBe(false);
    expect(sender.mayReopen(makeTransfer({ state: "returned", order: { uuid: "other" } }))).toBe(
        false
    );
    expect(pos.getOrder()).toBe(back);
});

/** An order that was sent and came back. */
async function sendAndReturn({ sender, outbox, board, api }, order) {
    await sender.send(order, CHOICE);
    const { payload } = outbox.list()[0];
    api.payload = payload.order;
    const { uuid } = payload;
    const back = makeTransfer({ state: "returned", changed: "2", order: { uuid } });
    board.apply({ cursor: "2", outbox: [back] });
    return back;
}

test("killed before the sending was on the disk, the order stays here and does not come twice", async () => {
    const till = await setup();
    const { pos, sender, outbox } = till;
    const back = await sendAndReturn(till, till.order);
    const order = await sender.reopen(back);
    patchWithCleanup(outbox, {
        add: async () => {
            throw new Error("killed");
        },
    });
    await expect(sender.send(order, CHOICE)).rejects.toThrow("killed");
    expect(openOrders(pos)).toEqual([order]);
    const again = await makeTill(pos, till.world);
    expect(again.sender.mayReopen(back)).toBe(false);
    await until(() => !again.links.listAway().length);
    pos.data.localDeleteCascade(order); // paid, and forgotten
    expect(again.sender.mayReopen(back)).toBe(false);
});

test("an order that two receivers gave back comes back once", async () => {
    const till = await setup();
    const { pos, sender } = till;
    const back = await sendAndReturn(till, till.order);
    const other = { ...back, uuid: "t2" };
    const [one, same] = await Promise.all([sender.reopen(back), sender.reopen(other)]);
    expect(same).toBe(one);
    expect(await sender.reopen(other)).toBe(one);
    expect(openOrders(pos)).toEqual([one]);
});

test("killed before an order that came back was on the disk, it can be taken back again", async () => {
    const till = await setup();
    const { pos, sender } = till;
    const back = await sendAndReturn(till, till.order);
    patchWithCleanup(pos.data, {
        synchronizeLocalDataInIndexedDB: async () => {
            throw new Error("killed");
        },
    });
    await expect(sender.reopen(back)).rejects.toThrow("killed");
    expect(sender.mayReopen(back)).toBe(false);
    openOrders(pos).forEach((order) => pos.data.localDeleteCascade(order));
    expect(sender.mayReopen(back)).toBe(true);
});

test("a customer goes to the server first; refused, the order is not stuck with it", async () => {
    const { pos, sender, outbox, order, world } = await setup();
    const creation = await outbox.add({
        kind: "partner.create",
        lane: "partner local",
        payload: { local_id: "local", values: {} },
    });
    pos.models.connectNewData({ "res.partner": [{ id: "local", name: "Anna" }] });
    order.partner_id = pos.models["res.partner"].get("local");
    const { after, payload } = await sender.send(order, CHOICE);
    expect(after).toEqual([creation.uuid]);
    expect([payload.partner_id, payload.partner_local_id]).toEqual([null, creation.uuid]);
    expect(payload.order.customer.name).toBe("Anna");
    expect(sender.isStuck(sender.waiting[0])).toBe(false);
    world.odoo.results["partner.create"] = () => ({ status: "failed", code: "validation" });
    world.start(outbox);
    await until(() => outbox.state.failed === 1);
    expect(sender.isStuck(sender.waiting[0])).toBe(true);
    const back = await sender.takeBack(sender.waiting[0]);
    expect(back.partner_id.name).toBe("Anna");
    expect(sender.waiting).toEqual([]);
});
