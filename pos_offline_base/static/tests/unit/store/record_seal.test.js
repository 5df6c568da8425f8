/* global idb */

import { after, describe, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { RecordSeal } from "@pos_offline_base/app/store/record_seal";
import { StoreCorruptError } from "@pos_offline_base/app/store/store_errors";
import { makeDurableStore, makeStoreName, tamper } from "../helpers";

describe.current.tags("headless");

const SECRET = "Secret Susan";

/** The browser's own cryptography: the test framework puts a mock in its place. */
function getRealCrypto() {
    const frame = document.createElement("iframe");
    document.head.append(frame);
    after(() => frame.remove());
    return frame.contentWindow.crypto;
}

function makeSealed(name = makeStoreName(), webCrypto = getRealCrypto()) {
    return makeDurableStore(name, { seal: new RecordSeal(webCrypto) });
}

/** All that the database holds, as it lies there. */
async function readRaw(store) {
    const db = await store.connection.get();
    const records = [...(await db.getAll("records")), ...(await db.getAll("quarantine"))];
    const decode = (value) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value)
            ? new TextDecoder("latin1").decode(value)
            : value;
    return JSON.stringify(records, (_key, value) => decode(value));
}

test("what is stored is not readable on the disk, and read as it was put", async () => {
    const name = makeStoreName();
    const store = makeSealed(name);
    const value = { name: SECRET, note: "ünïcode سوزان 蘇" };
    await store.put("outbox", "id", value);
    expect(await readRaw(store)).not.toInclude(SECRET);
    expect(await store.get("outbox", "id")).toEqual(value);
    expect(await makeSealed(name).getAll("outbox")).toEqual([{ id: "id", value }]);
});

test("the key cannot be had, not even by the page itself", async () => {
    const webCrypto = getRealCrypto();
    const store = makeSealed(undefined, webCrypto);
    await store.put("outbox", "id", 1);
    const key = await (await store.connection.get()).get("keys", "key");
    expect(key.extractable).toBe(false);
    await expect(webCrypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

test("two tabs that begin together have one key", async () => {
    const name = makeStoreName();
    const tabs = [makeSealed(name), makeSealed(name)];
    await Promise.all(tabs.map((tab, index) => tab.put("area", `${index}`, index)));
    for (const tab of tabs) {
        expect((await tab.getAll("area")).map(({ value }) => value)).toEqual([0, 1]);
    }
});

test("no two writes are open at once, that of the key and of old records included", async () => {
    const name = makeStoreName();
    await makeDurableStore(name, { seal: new RecordSeal(null) }).put("area", "old", 1);
    const writes = [];
    patchWithCleanup(IDBDatabase.prototype, {
        transaction(tables, mode) {
            if (mode === "readwrite" && this.name === name) {
                writes.push([tables].flat());
            }
            return super.transaction(...arguments);
        },
    });
    const store = makeSealed(name);
    await Promise.all([store.open(), store.put("area", "one", 1), store.put("area", "two", 2)]);
    expect(writes.length).toBeGreaterThan(3);
    // The browser has those wait for each other that name the same table.
    expect(writes.filter((tables) => !tables.includes("records"))).toEqual([]);
});

test("a database that the browser has dropped begins with a new key", async () => {
    const name = makeStoreName();
    const store = makeSealed(name);
    await store.put("area", "id", 1);
    await store.close();
    await idb.deleteDB(name);
    await store.put("area", "id", 2);
    expect(await makeSealed(name).get("area", "id")).toBe(2);
});

test("a record that was changed, or put in the place of another, is not taken for sound", async () => {
    const store = makeSealed();
    await store.put("area", "one", 1);
    await store.put("area", "two", 2);
    const db = await store.connection.get();
    const { data, iv } = await db.get("records", ["area", "one"]);
    await tamper(store, "area", "two", { data, iv });
    await expect(store.get("area", "two")).rejects.toThrow(StoreCorruptError);
    new Uint8Array(data)[0] ^= 1;
    await tamper(store, "area", "one", { data });
    expect(await store.getAll("area")).toEqual([]);
    expect(store.health.quarantined).toBe(2);
});

test("writes are on the disk in the order of the calls, however large the first one is", async () => {
    const store = makeSealed();
    const large = "x".repeat(2000000);
    const writes = [large, "second", "third"].map((value) => store.put("area", "id", value));
    const read = store.get("area", "id");
    await Promise.all(writes);
    expect(await read).toBe("third");
    expect(await store.get("area", "id")).toBe("third");
});

test("a value that is changed after the call is stored as it was", async () => {
    const store = makeSealed();
    const value = { n: 1 };
    const written = store.put("area", "id", value);
    value.n = 2;
    await written;
    expect(await store.get("area", "id")).toEqual({ n: 1 });
});

test("records of before there was a key are read, and encrypted at the next start", async () => {
    const name = makeStoreName();
    const before = makeDurableStore(name, { seal: new RecordSeal(null) });
    await before.put("outbox", "id", { name: SECRET });
    await before.put("outbox", "bad", SECRET);
    await before.put("kept", "pos_one", { areas: ["one"] });
    await tamper(before, "outbox", "bad", { sum: "0" });
    await before.getAll("outbox"); // the damaged one is in the quarantine, in clear
    expect(await readRaw(before)).toInclude(SECRET);
    const store = makeSealed(name);
    expect(await store.getAll("outbox")).toEqual([{ id: "id", value: { name: SECRET } }]);
    await store.open();
    expect(await readRaw(store)).not.toInclude(SECRET);
    expect(await store.getAll("outbox")).toEqual([{ id: "id", value: { name: SECRET } }]);
    expect(store.health.quarantined).toBe(1);
});

test("what the sign-in page has to read is in clear: names of modules and areas", async () => {
    const store = makeSealed();
    await store.put("kept", "pos_one", { areas: ["one"] });
    expect(await readRaw(store)).toInclude("areas");
});

test("encryption does not keep a change from the disk", async () => {
    const change = (number) =>
        ["a", "b", "c"].map((id) => {
            const value = { number, text: "x".repeat(2000) };
            return { op: "put", area: "recovery", id, value };
        });
    const clear = { store: makeDurableStore(undefined, { seal: new RecordSeal(null) }), took: [] };
    const sealed = { store: makeSealed(), took: [] };
    // By turns: whatever else keeps the machine busy slows both.
    for (let number = 0; number < 40; number++) {
        for (const { store, took } of [clear, sealed]) {
            const started = performance.now();
            await store.apply(change(number));
            took.push(performance.now() - started);
        }
    }
    const at = ({ took }, share) => took.sort((a, b) => a - b)[Math.floor(took.length * share)];
    expect(at(sealed, 0.5)).toBeLessThan(at(clear, 0.5) + 5);
});
