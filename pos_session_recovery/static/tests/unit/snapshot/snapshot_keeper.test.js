import { describe, expect, test } from "@odoo/hoot";
import { makeDurableStore, makeStoreName, tamper } from "@pos_offline_base/../tests/unit/helpers";
import {
    AREA,
    QUARANTINE_AREA,
    SnapshotKeeper,
} from "@pos_session_recovery/app/snapshot/snapshot_keeper";
import { getOpenTabs, takeTabName } from "@pos_session_recovery/app/snapshot/tab";
import { lineRecord, makeHead, makeParts, makeSnapshot, orderRecord } from "../snapshots";

describe.current.tags("headless");

const SCOPE = { database: "db", config: 1 };

/** A storage that can be full, or refuse; its keys are its own properties, as a browser's are. */
class FakeStorage {
    getItem(key) {
        return Object.hasOwn(this, key) ? this[key] : null;
    }

    setItem(key, value) {
        this[key] = value;
    }

    removeItem(key) {
        delete this[key];
    }
}

function makeKeeper({ tab = "tab", storage = new FakeStorage(), store = makeDurableStore() } = {}) {
    return new SnapshotKeeper({ scope: SCOPE, tab, storage, store, defer: (write) => write() });
}

/** Another page of the same browser. */
function reopen(keeper, change = {}) {
    return makeKeeper({
        tab: keeper.tab,
        storage: keeper.slots.storage,
        store: keeper.store,
        ...change,
    });
}

const withQuantity = (qty) =>
    makeParts([
        ["pos.order", orderRecord()],
        ["pos.order.line", lineRecord(0, { qty })],
        ["pos.order.line", lineRecord(1)],
    ]);
const quantity = ({ snapshot }) => snapshot.records["pos.order.line"][0].qty;

test("the last snapshot is read back, from both stores or from either", async () => {
    const keeper = makeKeeper();
    keeper.keep(makeHead(), withQuantity(1));
    keeper.keep(makeHead(), withQuantity(2));
    await keeper.settled();
    expect(keeper.durableSeq).toBe(2);
    for (const lost of [{}, { storage: new FakeStorage() }, { store: makeDurableStore() }]) {
        const [place] = await reopen(keeper, lost).readAll();
        expect(quantity(place)).toBe(2);
        expect(place.snapshot.seq).toBe(2);
    }
});

test("a torn slot falls back to the other one, and is put aside", async () => {
    const keeper = makeKeeper({ store: makeDurableStore() });
    keeper.keep(makeHead(), withQuantity(1));
    keeper.keep(makeHead(), withQuantity(2));
    await keeper.settled();
    await keeper.store.apply(
        (await keeper.store.getAll(AREA)).map(({ id }) => ({ op: "delete", area: AREA, id }))
    );
    const last = `${keeper.prefix}tab.b`;
    keeper.slots.storage.setItem(last, keeper.slots.storage.getItem(last).slice(0, -20));
    const again = reopen(keeper);
    const [place] = await again.readAll();
    expect(quantity(place)).toBe(1);
    expect(keeper.slots.storage.getItem(last)).toBe(null);
    await again.settled();
});

test("the changes that are drawn together make one text, written once they are drawn", async () => {
    const drawn = [];
    const keeper = makeKeeper();
    keeper.defer = (write) => drawn.push(write);
    keeper.keep(makeHead(), withQuantity(1));
    keeper.keep(makeHead(), withQuantity(2));
    expect(Object.keys(keeper.slots.storage)).toEqual([]);
    expect(drawn.length).toBe(1);
    drawn.pop()();
    expect(Object.keys(keeper.slots.storage).length).toBe(1);
    expect(quantity((await reopen(keeper, { store: makeDurableStore() }).readAll())[0])).toBe(2);
    keeper.keep(makeHead(), withQuantity(3));
    expect(drawn.length).toBe(1);
    await keeper.settled();
});

test("what was not drawn yet is written when the page is left, and never after it was forgotten", async () => {
    const keeper = makeKeeper();
    keeper.defer = () => {};
    keeper.keep(makeHead(), withQuantity(1));
    keeper.writeSlot();
    keeper.writeSlot();
    expect(Object.keys(keeper.slots.storage).length).toBe(1);
    keeper.keep(makeHead(), withQuantity(2));
    await keeper.settled();
    await keeper.forget();
    keeper.writeSlot();
    expect(Object.keys(keeper.slots.storage)).toEqual([]);
});

test("after a restart the first text goes into the slot of the older one", async () => {
    const keeper = makeKeeper();
    keeper.keep(makeHead(), withQuantity(1));
    keeper.keep(makeHead(), withQuantity(2));
    keeper.keep(makeHead(), withQuantity(3));
    await keeper.settled();
    const again = reopen(keeper);
    await again.readAll();
    const newest = keeper.slots.storage.getItem(`${keeper.prefix}tab.a`);
    again.keep(makeHead(), withQuantity(4));
    expect(keeper.slots.storage.getItem(`${keeper.prefix}tab.a`)).toBe(newest);
    await again.settled();
});

test("what is damaged in either store is ignored, kept aside and never shown", async () => {
    const keeper = makeKeeper();
    keeper.keep(makeHead(), withQuantity(1));
    await keeper.settled();
    for (const slot of ["a", "b"]) {
        keeper.slots.storage.setItem(`${keeper.prefix}tab.${slot}`, "x".repeat(600 * 1024));
    }
    const [, part] = await keeper.store.getAll(AREA);
    await tamper(keeper.store, AREA, part.id, { text: '"{}"' });
    const again = reopen(keeper);
    expect(await again.readAll()).toEqual([]);
    expect(await keeper.store.getAll(AREA)).toEqual([]);
    expect((await keeper.store.listQuarantine()).length).toBe(1);
});

test("a record that belongs to another state of the order makes the durable copy useless, not wrong", async () => {
    const keeper = makeKeeper({ storage: null });
    keeper.keep(makeHead(), withQuantity(1));
    await keeper.settled();
    const { id } = (await keeper.store.getAll(AREA)).find((each) => each.id.includes("line"));
    await keeper.store.put(AREA, id, JSON.stringify(lineRecord(0, { price_unit: 0.01 })));
    expect(await reopen(keeper).readAll()).toEqual([]);
    const aside = await keeper.store.getAll(QUARANTINE_AREA);
    expect(aside[0].value.reason).toBe("torn");
});

test("only what changed is written, and what is gone is removed", async () => {
    const keeper = makeKeeper();
    const applied = [];
    const apply = keeper.store.apply.bind(keeper.store);
    keeper.store.apply = (changes) => {
        applied.push(changes.map(({ op, id }) => `${op} ${id.split("/")[1] || "head"}`));
        return apply(changes);
    };
    keeper.keep(makeHead(), withQuantity(1));
    await keeper.settled();
    keeper.keep(makeHead(), withQuantity(2));
    await keeper.settled();
    keeper.keep(makeHead(), withQuantity(2).slice(0, 2));
    await keeper.settled();
    expect(applied[0].length).toBe(4);
    expect(applied[1]).toEqual(["put pos.order.line", "put head"]);
    expect(applied[2].sort()).toEqual(["delete pos.order.line", "put head"]);
    expect((await keeper.store.getAll(AREA)).length).toBe(3);
});

test("changes that come while one is written go together into the next", async () => {
    const keeper = makeKeeper();
    let count = 0;
    const apply = keeper.store.apply.bind(keeper.store);
    keeper.store.apply = (changes) => {
        count++;
        return apply(changes);
    };
    for (let qty = 1; qty <= 20; qty++) {
        keeper.keep(makeHead(), withQuantity(qty));
    }
    await keeper.settled();
    expect(count).toBeLessThan(4);
    expect(keeper.durableSeq).toBe(20);
    const [place] = await reopen(keeper, { storage: null }).readAll();
    expect(quantity(place)).toBe(20);
});

test("two tabs of one till keep two places, and forget only their own", async () => {
    const one = makeKeeper({ tab: "one" });
    const other = reopen(one, { tab: "other" });
    one.keep(makeHead(), withQuantity(1));
    await other.readAll();
    other.keep(makeHead(), withQuantity(2));
    await Promise.all([one.settled(), other.settled()]);
    const places = await reopen(one, { tab: "third" }).readAll();
    expect(places.map((place) => [place.tab, quantity(place)])).toEqual([
        ["other", 2],
        ["one", 1],
    ]);
    await other.forget();
    const left = await reopen(one, { tab: "third" }).readAll();
    expect(left.map(({ tab }) => tab)).toEqual(["one"]);
});

test("another shop's or another database's places are not even read", async () => {
    const keeper = makeKeeper();
    keeper.keep(makeHead(), withQuantity(1));
    await keeper.settled();
    const { storage } = keeper.slots;
    const foreign = { storage, tab: "tab", store: makeDurableStore(makeStoreName()) };
    for (const scope of [
        { database: "db", config: 11 },
        { database: "d", config: 1 },
    ]) {
        expect(await new SnapshotKeeper({ ...foreign, scope }).readAll()).toEqual([]);
    }
});

test("a storage that is full or refuses leaves the durable copy, and stops nothing", async () => {
    const refuses = () => {
        throw new DOMException("", "QuotaExceededError");
    };
    const storage = new FakeStorage();
    const keeper = makeKeeper({ storage });
    keeper.keep(makeHead(), withQuantity(1));
    Object.defineProperty(storage, "setItem", { value: refuses });
    keeper.keep(makeHead(), withQuantity(2));
    await keeper.settled();
    const [place] = await reopen(keeper).readAll();
    expect(quantity(place)).toBe(2);
});

test("a durable store that does not work leaves the slots, and is written whole when it works again", async () => {
    const keeper = makeKeeper();
    const apply = keeper.store.apply.bind(keeper.store);
    keeper.store.apply = () => Promise.reject(new Error("full"));
    keeper.keep(makeHead(), withQuantity(1));
    await keeper.settled();
    expect(quantity((await reopen(keeper).readAll())[0])).toBe(1);
    keeper.store.apply = apply;
    keeper.keep(makeHead(), withQuantity(3));
    await keeper.settled();
    const [place] = await reopen(keeper, { storage: null }).readAll();
    expect(quantity(place)).toBe(3);
});

test("an order too long for a slot is in the durable store alone, and no older one comes back", async () => {
    const keeper = makeKeeper();
    keeper.keep(makeHead(), withQuantity(1));
    const long = makeParts([
        ["pos.order", orderRecord({ general_customer_note: "x".repeat(600 * 1024) })],
        ["pos.order.line", lineRecord(0, { qty: 5 })],
    ]);
    keeper.keep(makeHead(), long);
    await keeper.settled();
    expect(quantity((await reopen(keeper).readAll())[0])).toBe(5);
    const size = Object.values(keeper.slots.storage).join("").length;
    expect(size).toBeLessThan(600 * 1024);
});

test("a thousand changes leave no more in the stores than one", async () => {
    const keeper = makeKeeper();
    for (let qty = 1; qty <= 1000; qty++) {
        keeper.keep(makeHead(), withQuantity(qty).slice(0, 1 + (qty % 3)));
        qty % 50 || (await keeper.settled());
    }
    await keeper.settled();
    expect(Object.keys(keeper.slots.storage).length).toBe(2);
    expect((await keeper.store.getAll(AREA)).length).toBeLessThan(5);
    expect(makeSnapshot().records["pos.order"].length).toBe(1);
});

/** Web Locks of one browser, shared by its tabs. */
function makeLocks() {
    const held = new Set();
    return {
        query: async () => ({ held: Array.from(held, (name) => ({ name })) }),
        request: async (name, _options, callback) => {
            if (held.has(name)) {
                return callback(null);
            }
            held.add(name);
            return callback({ name });
        },
    };
}

test("a tab keeps its name over a reload; a copy of it gets another one and knows where it is from", async () => {
    const storage = new FakeStorage();
    const first = await takeTabName({ storage, locks: makeLocks() });
    expect(first.previous).toBe(null);
    const afterReload = await takeTabName({ storage, locks: makeLocks() });
    expect(afterReload).toEqual({ name: first.name, previous: first.name });
    const locks = makeLocks();
    await takeTabName({ storage, locks });
    const copied = Object.assign(new FakeStorage(), storage);
    const copy = await takeTabName({ storage: copied, locks });
    expect(copy.previous).toBe(first.name);
    expect(copy.name).not.toBe(first.name);
    expect((await getOpenTabs(locks)).sort()).toEqual([first.name, copy.name].sort());
});
