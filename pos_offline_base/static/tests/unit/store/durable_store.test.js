/* global idb */

import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { DurableStore, HEALTH, storeName } from "@pos_offline_base/app/store/durable_store";
import { SCHEMA } from "@pos_offline_base/app/store/store_connection";
import {
    REASON,
    StoreCorruptError,
    StoreError,
    StoreQuotaError,
    StoreUnavailableError,
} from "@pos_offline_base/app/store/store_errors";
import { makeDurableStore, makeStoreName, tamper } from "../helpers";

describe.current.tags("headless");

/** An `openDB` whose databases do as `wrap` says; the rest goes to the browser's own. */
function opening(wrap) {
    return async (...args) => wrap(await idb.openDB(...args));
}

function failing(name) {
    return () => {
        throw new DOMException("as the browser says", name);
    };
}

/** The database, with some of its methods replaced. */
function withMethods(db, methods) {
    return new Proxy(db, {
        get: (target, key) =>
            methods[key] ||
            (typeof target[key] === "function" ? target[key].bind(target) : target[key]),
    });
}

test("what was put is there, by area and id, in the order of the ids", async () => {
    const store = makeDurableStore();
    await store.put("recovery", "b", { n: 2 });
    await store.put("recovery", "a", { n: 1 });
    await store.put("recovery_ring", "a", "other area");
    expect(await store.get("recovery", "b")).toEqual({ n: 2 });
    expect(await store.get("recovery", "none")).toBe(undefined);
    expect(await store.getAll("recovery")).toEqual([
        { id: "a", value: { n: 1 } },
        { id: "b", value: { n: 2 } },
    ]);
    await store.delete("recovery", "a");
    expect(await store.getAll("recovery")).toEqual([{ id: "b", value: { n: 2 } }]);
    expect(store.health.state).toBe(HEALTH.READY);
});

test("two tabs of one till see one store, another till has its own", async () => {
    const name = makeStoreName();
    const one = makeDurableStore(name);
    const other = makeDurableStore(name);
    await one.put("area", "id", "from one");
    expect(await other.get("area", "id")).toBe("from one");
    await Promise.all([one.put("area", "1", 1), other.put("area", "2", 2)]);
    expect((await one.getAll("area")).length).toBe(3);
    expect(storeName({ database: "uuid", config: 3 })).toBe("pos-offline-store.uuid.3");
});

test("every write asks for strict durability", async () => {
    const asked = [];
    const open = opening((db) =>
        withMethods(db, {
            transaction: (tables, mode, options) => {
                asked.push([mode, options?.durability]);
                return db.transaction(tables, mode, options);
            },
        })
    );
    const store = makeDurableStore(makeStoreName(), { open });
    await store.put("area", "id", 1);
    await store.delete("area", "id");
    expect(asked).toEqual([
        ["readwrite", "strict"],
        ["readwrite", "strict"],
    ]);
});

test("several changes are stored all or none", async () => {
    const store = makeDurableStore();
    await store.put("area", "kept", 1);
    const changes = [
        { op: "delete", area: "area", id: "kept" },
        { op: "put", area: "area", id: "bad", value: undefined },
    ];
    await expect(store.apply(changes)).rejects.toThrow(StoreError);
    expect(await store.get("area", "kept")).toBe(1);
    await store.apply([changes[0], { op: "put", area: "area", id: "new", value: 2 }]);
    expect(await store.getAll("area")).toEqual([{ id: "new", value: 2 }]);
});

test("a damaged record is given to nobody, kept in the quarantine and counted", async () => {
    const store = makeDurableStore();
    await store.put("area", "good", 1);
    await store.put("area", "bad", 2);
    await store.put("area", "worse", 3);
    await tamper(store, "area", "bad", { text: "3" });
    await tamper(store, "area", "worse", { text: { not: "a text" } });
    expect(await store.getAll("area")).toEqual([{ id: "good", value: 1 }]);
    expect(store.health.quarantined).toBe(2);
    const kept = await store.listQuarantine();
    expect(kept.map(({ record }) => [record.id, record.text])).toEqual([
        ["bad", "3"],
        ["worse", { not: "a text" }],
    ]);
    expect(await store.get("area", "bad")).toBe(undefined);
});

test("reading one damaged record says so, once", async () => {
    const store = makeDurableStore();
    await store.put("area", "id", 1);
    await tamper(store, "area", "id", { id: "id", sum: "0" });
    await expect(store.get("area", "id")).rejects.toThrow(StoreCorruptError);
    expect(await store.get("area", "id")).toBe(undefined);
});

test("a record put in the place of another is not taken for it", async () => {
    const store = makeDurableStore();
    await store.put("area", "mine", "my order");
    const db = await store.connection.get();
    const record = await db.get("records", ["area", "mine"]);
    await db.put("records", { ...record, id: "yours" });
    await expect(store.get("area", "yours")).rejects.toThrow(StoreCorruptError);
});

test("the quarantine does not grow without end", async () => {
    const store = makeDurableStore();
    const db = await store.connection.get();
    for (let number = 0; number < 130; number++) {
        await db.put("records", { area: "area", id: `${number}`, text: "1", sum: "no" });
    }
    expect(await store.getAll("area")).toEqual([]);
    expect((await store.listQuarantine()).length).toBe(100);
    expect(store.health.quarantined).toBe(100);
});

/** A database on a disk that takes nothing while `disk.isFull`. */
const openingOn = (disk) =>
    opening((db) =>
        withMethods(db, {
            transaction: (tables, mode, options) =>
                disk.isFull && mode === "readwrite"
                    ? failing("QuotaExceededError")()
                    : db.transaction(tables, mode, options),
        })
    );

test("a full disk is said as such, keeps what was stored, and is over with the next write", async () => {
    const disk = { isFull: true };
    const open = openingOn(disk);
    const told = [];
    const onTrouble = ({ state, reason }) => told.push([state, reason]);
    const store = makeDurableStore(makeStoreName(), { open, onTrouble });
    await expect(store.put("area", "id", 1)).rejects.toThrow(StoreQuotaError);
    await expect(store.put("area", "id", 1)).rejects.toThrow(StoreQuotaError);
    expect(store.health.state).toBe(HEALTH.FULL);
    expect(await store.getAll("area")).toEqual([]);
    expect(told).toEqual([[HEALTH.FULL, REASON.FULL]]);
    disk.isFull = false;
    await store.put("area", "id", 1);
    expect(store.health.state).toBe(HEALTH.READY);
});

test("where something else gives way a full disk is nobody's trouble", async () => {
    const disk = { isFull: true };
    const open = openingOn(disk);
    const told = [];
    const onTrouble = ({ state }) => told.push(state);
    const store = makeDurableStore(makeStoreName(), { open, onTrouble });
    store.makeRoom = async () => !(disk.isFull = false);
    await store.put("area", "id", 1);
    expect(await store.get("area", "id")).toBe(1);
    expect(told).toEqual([]);
    disk.isFull = true;
    store.makeRoom = async () => {
        throw new Error("no worker");
    };
    await expect(store.put("area", "id", 2)).rejects.toThrow(StoreQuotaError);
    expect(told).toEqual([HEALTH.FULL]);
});

test("a browser without a database leaves the store unavailable, and says why", async () => {
    for (const name of ["SecurityError", "TypeError", "NotAllowedError"]) {
        const store = new DurableStore("any", { open: async () => failing(name)() });
        await expect(store.open()).rejects.toThrow(StoreUnavailableError);
        expect(store.health.state).toBe(HEALTH.UNAVAILABLE);
        expect(store.health.reason).toBe(REASON.DISABLED);
    }
});

test("outside of a till's page the store is unavailable without trouble", async () => {
    const store = new DurableStore(null, { onTrouble: () => expect.step("trouble") });
    await expect(store.get("area", "id")).rejects.toThrow(StoreUnavailableError);
    expect(store.health.reason).toBe(REASON.NO_PAGE);
    expect.verifySteps([]);
});

test("an opening that never ends is given up after three seconds, and tried again by the next call", async () => {
    let hangs = true;
    const open = (...args) => (hangs ? new Promise(() => {}) : idb.openDB(...args));
    const store = makeDurableStore(makeStoreName(), { open });
    const refused = expect(store.put("area", "id", 1)).rejects.toThrow(StoreUnavailableError);
    await advanceTime(3000);
    await refused;
    expect(store.health.reason).toBe(REASON.SLOW);
    hangs = false;
    await store.put("area", "id", 1);
    expect(store.health.state).toBe(HEALTH.READY);
});

test("a connection that the browser took away is opened once more", async () => {
    let opened = 0;
    const lost = { get: failing("InvalidStateError"), transaction: failing("InvalidStateError") };
    const open = opening((db) => (opened++ ? db : withMethods(db, lost)));
    const store = makeDurableStore(makeStoreName(), { open });
    await store.put("area", "id", 1);
    expect(await store.get("area", "id")).toBe(1);
    expect(opened).toBe(2);
});

test("a connection that is lost again and again is not tried for ever", async () => {
    let opened = 0;
    const open = opening((db) => {
        opened++;
        return withMethods(db, { transaction: failing("UnknownError") });
    });
    const store = makeDurableStore(makeStoreName(), { open });
    await expect(store.put("area", "id", 1)).rejects.toThrow(StoreUnavailableError);
    expect(opened).toBe(2);
    expect(store.health.reason).toBe(REASON.LOST);
});

test("a tab with a newer version gets the database, and the older one leaves it alone", async () => {
    const name = makeStoreName();
    const store = makeDurableStore(name);
    await store.put("area", "id", "of this version");
    const newer = await idb.openDB(name, SCHEMA + 1); // waits until the store lets go of it
    await expect(store.put("area", "id", "over it")).rejects.toThrow(StoreUnavailableError);
    await expect(store.get("area", "id")).rejects.toThrow(StoreUnavailableError);
    expect(store.health.reason).toBe(REASON.NEWER);
    const kept = await newer.get("records", ["area", "id"]);
    expect(kept.text).toBe('"of this version"');
    newer.close();
});

test("a tab that blocks the opening is named as the cause", async () => {
    const name = makeStoreName();
    const stubborn = await idb.openDB(name, 1); // an older layout, and it never lets go
    const isBlocked = new Deferred();
    let asked = null;
    const open = (_name, version, callbacks) => {
        const blocked = () => isBlocked.resolve(callbacks.blocked());
        asked = idb.openDB(name, version + 1, { ...callbacks, blocked });
        return asked;
    };
    const store = makeDurableStore(name, { open });
    const refused = expect(store.open()).rejects.toThrow(StoreUnavailableError);
    await isBlocked;
    await advanceTime(3000);
    await refused;
    expect(store.health.reason).toBe(REASON.BLOCKED);
    stubborn.close();
    await asked.catch(() => {});
});
