import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { UnsentGuard } from "@pos_offline_orders/app/unsent/unsent_guard";
import { UnsentJournal } from "@pos_offline_orders/app/unsent/unsent_journal";
import { FakeStore } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const AREA = "unsent_orders";
const copy = (value) => JSON.parse(JSON.stringify(value));

/** The order and its lines as they are stored. */
function rawOf(order) {
    const raw = (record) => record.serializeForIndexedDB();
    const lines = order.lines.map(raw);
    const values = { state: order.state, lines: lines.map(({ id }) => id), payment_ids: [] };
    return copy({ "pos.order": [{ ...raw(order), ...values }], "pos.order.line": lines });
}

/** A saved order that the server has as it is here, and a journal on a disk that outlives the page. */
async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    await store.syncAllOrders({ orders: [order] });
    const server = rawOf(order);
    read(store, server);
    store.clearPendingOrder();
    const journal = store.data.unsentJournal;
    const disk = new FakeStore();
    await journal.load(disk);
    journal.follow(); // stock's listeners, after which ours come, are not set up in a unit test
    return { disk, journal, order, server, store };
}

/** The server's word arrives at the till and is loaded. */
function read(store, server) {
    const answer = copy(server);
    store.data.unsent.hear(answer);
    store.models.connectNewData(answer);
}

/** The page goes; the next one has what stock had stored, and what the journal says of it. */
async function reload({ disk, journal, order, store }) {
    await journal.write();
    const { models } = store;
    const commands = models.commands["pos.order"];
    commands.unlink.clear();
    commands.delete.clear();
    store.clearPendingOrder();
    store.data.unsent = new UnsentGuard(models);
    models.loadConnectedData(rawOf(order), []);
    expect([order.isDirty(), order.lines.some((line) => line._dirty && line.isSynced)]).toEqual([
        false,
        false,
    ]);
    const next = new UnsentJournal(models, store.data.unsent.known);
    await next.load(disk);
    return next;
}

const removalsOf = (order) =>
    order.serializeForORM({ keepCommands: true }).lines.filter(([code]) => code > 1);

test("what is unsent is on the disk after a change, and struck when the server has it", async () => {
    const { disk, journal, order, store } = await setup();
    order.lines[0].setQuantity(7);
    await journal.write();
    expect(await disk.get(AREA, order.uuid)).not.toBe(undefined);
    store.addPendingOrder([order.id]);
    await store.syncAllOrders();
    await journal.write();
    expect(await disk.get(AREA, order.uuid)).toBe(undefined);
});

test("a quantity outlives a reload, and what another till has written meanwhile comes in", async () => {
    const till = await setup();
    const { order, server, store } = till;
    order.lines[0].setQuantity(7);
    const next = await reload(till);
    expect(next.restore()).toEqual([order]);
    server["pos.order"][0].general_customer_note = "B was here";
    read(store, server);
    expect(order.lines[0].qty).toBe(7);
    expect(order.general_customer_note).toBe("B was here");
    expect([order.isDirty(), order.lines[0]._dirty, order.lines[1]._dirty]).toEqual([
        true,
        true,
        false,
    ]);
    expect(store.data.unsent.changesOf([order])[order.lines[0].uuid]).toInclude("qty");
});

test("a removed line outlives a reload and is still to be removed", async () => {
    const till = await setup();
    const { order, server, store } = till;
    const { id } = order.lines[1];
    order.lines[1].delete();
    const next = await reload(till);
    next.restore();
    read(store, server);
    expect(order.lines).toHaveLength(1);
    expect(removalsOf(order)).toEqual([[3, id]]);
    expect(order.isDirty()).toBe(true);
});

test("an order that was paid or is gone meanwhile is left alone, and forgotten", async () => {
    const till = await setup();
    const { disk, order, server, store } = till;
    order.lines[0].setQuantity(7);
    const next = await reload(till);
    server["pos.order"][0].state = "paid";
    read(store, server);
    expect(next.restore()).toEqual([]);
    await next.write();
    expect(await disk.get(AREA, order.uuid)).toBe(undefined);
});

test("a new order that was to be sent is so after a reload as well", async () => {
    const { disk, journal, store } = await setup();
    const order = await getFilledOrder(store);
    store.addPendingOrder([order.id]);
    await journal.write();
    expect((await disk.get(AREA, order.uuid)).isPending).toBe(true);
    expect(journal.restore()).toEqual([order]);
});

test("an order that is on its way keeps what is on the disk until the answer", async () => {
    const { disk, journal, order } = await setup();
    order.lines[0].setQuantity(7);
    await journal.write();
    journal.isSending = () => true;
    order.serializeForORM(); // stock's marks are off from here
    journal.touch(order);
    await journal.write();
    expect(await disk.get(AREA, order.uuid)).not.toBe(undefined);
    journal.isSending = () => false;
    await journal.write();
    expect(await disk.get(AREA, order.uuid)).toBe(undefined);
});

test("a change costs one record, whatever else is open", async () => {
    const { disk, journal, order, store } = await setup();
    for (let i = 0; i < 5; i++) {
        await getFilledOrder(store);
    }
    await journal.write();
    const written = [];
    const { apply } = disk;
    disk.apply = (changes) => {
        written.push(...changes.map(({ id }) => id));
        return apply.call(disk, changes);
    };
    order.lines[0].setQuantity(7);
    await journal.write();
    expect(written).toEqual([order.uuid]);
});

test("a disk that fails costs nothing but the disk", async () => {
    const { disk, journal, order } = await setup();
    disk.fails = true;
    order.lines[0].setQuantity(7);
    await journal.write();
    expect(order.lines[0].qty).toBe(7);
});
