/* global idb */

import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { DEVICE_TABLES, Store, StoreUnavailableError } from "@pos_offline_cache/worker/store";
import { countWrites } from "@pos_offline_base/../tests/unit/helpers";
import { makeStore } from "./helpers";

describe.current.tags("headless");

test("two tabs share one database", async () => {
    const one = makeStore(DEVICE_TABLES);
    const other = makeStore(DEVICE_TABLES, one.name);
    await one.put("state", "value", "key");
    expect(await other.get("state", "key")).toBe("value");
});

test("writes take turns, whatever table they are for", async () => {
    const store = makeStore(DEVICE_TABLES);
    await store.get("state", "key");
    const count = countWrites(store.name);
    await Promise.all([
        store.put("state", "value", "key"),
        store.put("pages", { info: null }, "client"),
        store.putOnce("state", "other", "key"),
        store.clear("images"),
        store.delete("pages", "client"),
    ]);
    expect(count).toEqual({ open: 0, most: 1, all: 5 });
    expect(await store.get("state", "key")).toBe("value");
});

test("a write that fails holds up none of those after it", async () => {
    const store = makeStore(DEVICE_TABLES);
    await expect(store.put("state", () => {}, "key")).rejects.toThrow(/could not be cloned/);
    await store.put("state", "value", "key");
    expect(await store.get("state", "key")).toBe("value");
});

test("removing the database is not blocked by another tab that has it open", async () => {
    const one = makeStore(DEVICE_TABLES);
    const other = makeStore(DEVICE_TABLES, one.name);
    await one.put("state", "value", "key");
    await other.get("state", "key");
    await one.destroy();
    expect(await other.get("state", "key")).toBe(undefined);
});

test("a connection that the browser closed is opened once more", async () => {
    const store = makeStore(DEVICE_TABLES);
    await store.put("state", "value", "key");
    await store.close();
    expect(await store.get("state", "key")).toBe("value");
});

test("an opening that never ends is given up, and tried again by the next call", async () => {
    let hangs = true;
    const open = (...args) => (hangs ? new Promise(() => {}) : idb.openDB(...args));
    const store = new Store(makeStore(DEVICE_TABLES).name, DEVICE_TABLES, open);
    const reading = store.get("state", "key");
    const refused = expect(reading).rejects.toThrow(StoreUnavailableError);
    await advanceTime(3000);
    await refused;
    hangs = false;
    expect(await store.get("state", "key")).toBe(undefined);
    await store.close();
});
