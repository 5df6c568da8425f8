import { expect, test } from "@odoo/hoot";
import { KEPT_AREA, clearLocalData } from "@pos_offline_base/app/store/local_data";
import { makeDurableStore } from "../helpers";

const KEPT = [["pos_one", { areas: ["one", "one_more"], prefix: "pos_one." }]];

/** Keys as `Object.keys` finds them in the browser's own storage. */
function makeStorage(...keys) {
    const storage = Object.fromEntries(keys.map((key) => [key, "text"]));
    Object.defineProperty(storage, "removeItem", { value: (key) => delete storage[key] });
    return storage;
}

async function makeStore() {
    const store = makeDurableStore();
    await store.put("one", "a", 1);
    await store.put("one_more", "b", 2);
    await store.put("outbox", "c", 3);
    return store;
}

test("what an installed module keeps stays", async () => {
    const store = await makeStore();
    const storage = makeStorage("pos_one.x");
    await clearLocalData(store, { installed: ["pos_one"], kept: KEPT, storage });
    await clearLocalData(store, { installed: ["pos_one"], kept: KEPT, storage });
    expect(await store.get("one", "a")).toBe(1);
    expect(Object.keys(storage)).toEqual(["pos_one.x"]);
});

test("what a module that is gone had kept is removed, and nothing else", async () => {
    const store = await makeStore();
    const storage = makeStorage("pos_one.x", "pos_two.y");
    await clearLocalData(store, { installed: ["pos_one"], kept: KEPT, storage });
    await clearLocalData(store, { installed: [], kept: [], storage });
    expect(await store.getAll("one")).toEqual([]);
    expect(await store.getAll("one_more")).toEqual([]);
    expect(await store.getAll(KEPT_AREA)).toEqual([]);
    expect(await store.get("outbox", "c")).toBe(3);
    expect(Object.keys(storage)).toEqual(["pos_two.y"]);
});

test("code that could not be loaded is no module that is gone", async () => {
    const store = await makeStore();
    const storage = makeStorage("pos_one.x");
    await clearLocalData(store, { installed: ["pos_one"], kept: KEPT, storage });
    await clearLocalData(store, { installed: ["pos_one"], kept: [], storage });
    expect(await store.get("one", "a")).toBe(1);
    expect(Object.keys(storage)).toEqual(["pos_one.x"]);
});
