import { expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { getService } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { makeDurableStore } from "@pos_offline_base/../tests/unit/helpers";
import { SessionRecovery } from "@pos_session_recovery/app/flow/session_recovery_service";
import { afterThisTask } from "@pos_session_recovery/app/snapshot/scheduling";
import { PlaceRestorer } from "@pos_session_recovery/app/restore/place_restorer";

definePosModels();

const PAGE = { database: "db", config: 1, company: 1, user: 2, version: "19.0.1.0.0" };

/** A recovery on the browser's own stores, attached to a till of the test. */
async function makeRecovery(pos, options = {}) {
    const storage =
        options.storage ||
        Object.create({
            getItem(key) {
                return this[key] ?? null;
            },
            setItem(key, value) {
                this[key] = value;
            },
            removeItem(key) {
                delete this[key];
            },
        });
    const store = options.store || makeDurableStore();
    const recovery = new SessionRecovery({ page: PAGE, storage, store });
    pos.data.device ||= pos.device;
    const records = options.records || { "pos.config": [{ id: 1 }] };
    await recovery.overlay(records, pos.data);
    pos.config.session_recovery_enabled = true;
    pos.router.state.current = "ProductScreen"; // the test has no address of a till
    recovery.attach(pos);
    await recovery.start();
    // The work of a task is kept right after it; here the test says when.
    recovery.tracker.defer = () => {};
    return recovery;
}

async function keep(recovery) {
    recovery.tracker.flush();
    await recovery.keeper.settled();
}

/** The same browser, opened again: what is stored goes over `records`. */
async function reopen(pos, recovery, records = {}) {
    const { storage, store } = recovery;
    records["pos.config"] ||= [{ id: 1 }];
    const again = new SessionRecovery({ page: PAGE, storage, store });
    await again.overlay(records, pos.data);
    return { again, records };
}

test("in a page that is no till's everything is off, and the till as stock has it", async () => {
    const pos = await setupPosEnv();
    const recovery = getService("pos_session_recovery");
    expect(recovery.page).toBe(null);
    expect(recovery.tracker).toBe(undefined);
    expect(await recovery.list()).toEqual([]);
    await getFilledOrder(pos);
    expect(recovery.last).toBe(null);
});

test("an order of the till passes its own check when it comes back, with every record", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    const order = await getFilledOrder(pos);
    order.lines[0].setCustomerNote("no ice");
    order.addPaymentline(pos.models["pos.payment.method"].getFirst());
    await keep(recovery);
    const { again, records } = await reopen(pos, recovery);
    expect(again.restorer).toBeInstanceOf(PlaceRestorer);
    expect(again.restorer.place.order).toBe(order.uuid);
    expect(records["pos.order"][0].uuid).toBe(order.uuid);
    expect(records["pos.order.line"].map(({ uuid, qty }) => [uuid, qty])).toEqual(
        order.lines.map(({ uuid, qty }) => [uuid, qty])
    );
    expect(records["pos.order.line"][0].customer_note).toBe("no ice");
    expect(records["pos.payment"][0].amount).toBe(order.payment_ids[0].amount);
});

test("only the changed record is made into text again", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    const order = await getFilledOrder(pos);
    await keep(recovery);
    const { taker } = recovery.tracker;
    const before = taker.take(order);
    order.lines[1].setCustomerNote("changed");
    const after = taker.take(order);
    const same = after.filter((part) => before.includes(part)).map(({ key }) => key);
    expect(same).toInclude(order.lines[0].uuid);
    expect(same).not.toInclude(order.lines[1].uuid);
});

test("what one action changes step by step is one snapshot: a kill never leaves half of it", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const recovery = await makeRecovery(pos);
    await keep(recovery);
    const { tracker, keeper } = recovery;
    const { seq } = keeper;
    const flushed = new Deferred();
    tracker.defer = (flush) => afterThisTask(() => flushed.resolve(flush()));
    order.lines[0].setQuantity(7);
    await Promise.resolve(); // as stock's own actions go on
    order.lines[1].setCustomerNote("no ice");
    await flushed;
    expect(keeper.seq).toBe(seq + 1);
    await keeper.settled();
    const { records } = await reopen(pos, recovery);
    const [first, second] = records["pos.order.line"];
    expect([first.qty, second.customer_note]).toEqual([7, "no ice"]);
});

test("another user, another till, a closed session or a switched-off shop get nothing back", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    await getFilledOrder(pos);
    await keep(recovery);
    const { storage, store } = recovery;
    const session = odoo.pos_session_id;
    const cases = [
        { page: { ...PAGE, user: 9 } },
        { page: { ...PAGE, config: 9 } },
        { page: { ...PAGE, database: "copy" } },
        { session: 99 },
        { config: { id: 1, session_recovery_enabled: false } },
        { config: { id: 1, session_recovery_mode: "ask" } },
    ];
    for (const { page = PAGE, session: other = session, config = { id: 1 } } of cases) {
        odoo.pos_session_id = other;
        const stranger = new SessionRecovery({ page, storage, store });
        const records = { "pos.config": [config] };
        await stranger.overlay(records, pos.data);
        expect(stranger.restorer).toBe(null);
        expect(records).toEqual({ "pos.config": [config] });
    }
    odoo.pos_session_id = session;
    expect((await reopen(pos, recovery)).again.restorer).not.toBe(null);
});

test("an order is in the list when the till is quiet, and as deleted when it is deleted", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    const order = await getFilledOrder(pos);
    await keep(recovery);
    await advanceTime(1000);
    const [entry] = await recovery.list();
    expect(entry.id).toBe(order.uuid);
    expect(entry.snapshot.order.lineCount).toBe(2);
    expect(entry.snapshot.order.total).toBe(order.priceIncl);
    expect(entry.deleted).toBe(null);
    recovery.keepDeleted(order);
    expect((await recovery.list())[0].deleted).not.toBe(null);
    await recovery.discard(order.uuid);
    expect(await recovery.list()).toEqual([]);
    await recovery.undoDiscard(order.uuid);
    expect((await recovery.list()).length).toBe(1);
});

test("a deleted order goes on as what it was, or under a new number", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    const order = await getFilledOrder(pos);
    const { uuid } = order;
    const lines = order.lines.map((line) => [line.product_id.id, line.qty, line.price_unit]);
    await keep(recovery);
    await advanceTime(1000);
    pos.data.indexedDB.delete = async () => ({});
    pos.data.localDeleteCascade(order);
    expect(pos.models["pos.order"].getBy("uuid", uuid)).toBe(undefined);
    const back = await recovery.restore(uuid);
    expect(back.uuid).toBe(uuid);
    expect(pos.getOrder().uuid).toBe(uuid);
    const describe = (each) => each.lines.map((it) => [it.product_id.id, it.qty, it.price_unit]);
    expect(describe(back)).toEqual(lines);
    const other = await recovery.restore(uuid, { asNew: true });
    expect(other.uuid).not.toBe(uuid);
    expect(other.pos_reference).not.toBe(back.pos_reference);
    expect(describe(other)).toEqual(lines);
    expect(describe(back)).toEqual(lines);
    expect(other.lines.some((line) => back.lines.includes(line))).toBe(false);
    expect(other.payment_ids.length).toBe(0);
});

test("undo takes back what came back, and leaves the order in the list", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    const order = await getFilledOrder(pos);
    await keep(recovery);
    const stock = { "pos.order": [{ ...order.serializeForIndexedDB(), lines: [] }] };
    const { again } = await reopen(pos, recovery, stock);
    again.attach(pos);
    again.select();
    again.tracker = recovery.tracker;
    expect(again.last.id).toBe(order.uuid);
    await again.undo();
    expect(again.last).toBe(null);
    expect(pos.models["pos.order"].getBy("uuid", order.uuid).lines.length).toBe(0);
    expect(pos.getOrder().uuid).not.toBe(order.uuid);
    expect((await again.list())[0].snapshot.order.lineCount).toBe(2);
});

test("what is torn in both stores leaves the till as stock has it", async () => {
    const pos = await setupPosEnv();
    const recovery = await makeRecovery(pos);
    await getFilledOrder(pos);
    await keep(recovery);
    for (const key of Object.keys(recovery.storage)) {
        recovery.storage[key] = recovery.storage[key].slice(0, 100);
    }
    const [{ id }] = await recovery.store.getAll("recovery");
    await recovery.store.put("recovery", id, { parts: "none" });
    const { again, records } = await reopen(pos, recovery);
    expect(again.restorer).toBe(null);
    expect(Object.keys(records)).toEqual(["pos.config"]);
});

test("a browser that stores nothing stops nothing", async () => {
    const pos = await setupPosEnv();
    const refuse = async () => {
        throw new Error("refused");
    };
    const store = { getAll: refuse, get: refuse, put: refuse, apply: refuse, delete: refuse };
    const recovery = await makeRecovery(pos, { store });
    const order = await getFilledOrder(pos);
    recovery.tracker.flush();
    await recovery.keeper.settled();
    await advanceTime(1000);
    recovery.keepDeleted(order);
    expect(await recovery.list()).toEqual([]);
    expect(order.lines.length).toBe(2);
});
