import { describe, expect, test } from "@odoo/hoot";
import { makeDurableStore } from "@pos_offline_base/../tests/unit/helpers";
import { RecoveryRing } from "@pos_session_recovery/app/flow/recovery_ring";
import { makeSnapshot } from "../case_helpers";

describe.current.tags("headless");

const HOUR = 3600000;
const START = 1000 * HOUR;

function snapshotOf(uuid, seq, time) {
    return makeSnapshot({ seq, time, order: { uuid }, record: { id: uuid, uuid } });
}

/** A list that keeps orders for 72 hours, with an order left at the start of its time. */
async function makeRing() {
    let now = START;
    const store = makeDurableStore();
    const ring = new RecoveryRing(
        store,
        (snapshot) => snapshot,
        () => {},
        () => now
    );
    await ring.put(snapshotOf("one", 1, now));
    const onDisk = async () => (await store.getAll("recovery_ring")).map(({ id }) => id);
    return { ring, store, onDisk, pass: (hours) => (now += hours * HOUR), now: () => now };
}

const ids = async (ring) => (await ring.list()).map(({ id }) => id);

test("an order is in the list for the list's hours, then neither there nor on the disk", async () => {
    const { ring, onDisk, pass } = await makeRing();
    pass(71);
    expect(await ids(ring)).toEqual(["one"]);
    pass(2);
    expect(await ids(ring)).toEqual([]);
    expect(await onDisk()).toEqual([]);
});

test("a till that stays open drops old orders when it keeps new ones", async () => {
    const { ring, onDisk, pass, now } = await makeRing();
    pass(73);
    await ring.put(snapshotOf("two", 2, now()));
    expect(await onDisk()).toEqual(["two"]);
});

test("the hours of a deleted order begin when it was deleted", async () => {
    const { ring, pass, now } = await makeRing();
    pass(70);
    await ring.put(snapshotOf("one", 2, START), { deleted: now() });
    pass(70);
    expect(await ids(ring)).toEqual(["one"]);
    pass(3);
    expect(await ids(ring)).toEqual([]);
});

test("old orders go at the start, also where nobody opens the list", async () => {
    const { ring, onDisk, pass } = await makeRing();
    pass(73);
    await ring.forgetOld();
    expect(await onDisk()).toEqual([]);
});

test("a disk that cannot drop them shows them no more all the same", async () => {
    const { ring, store, pass } = await makeRing();
    pass(73);
    store.apply = () => Promise.reject(new Error("full"));
    expect(await ids(ring)).toEqual([]);
});
