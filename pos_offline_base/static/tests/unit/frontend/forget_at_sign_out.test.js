/* global idb */

import { after, describe, expect, test } from "@odoo/hoot";
import { forgetAtSignOut } from "@pos_offline_base/frontend/forget_at_sign_out";
import { KEPT_AREA } from "@pos_offline_base/app/store/local_data";
import { makeDurableStore, makeStoreName } from "../helpers";

describe.current.tags("headless");

const KEPT = {
    areas: ["place", "list"],
    prefix: "pos_one.",
    atSignOut: { areas: ["list"], prefix: "pos_one.place." },
};

/** Locks of a browser in which one till is open, or none. */
function makeLocks(open = "") {
    return {
        request: async (name, _options, work) => {
            if (name === open) {
                throw new DOMException("late", "TimeoutError");
            }
            await work();
        },
    };
}

/** Keys as `Object.keys` finds them in the browser's own storage. */
function makeStorage(...keys) {
    const storage = Object.fromEntries(keys.map((key) => [key, "text"]));
    Object.defineProperty(storage, "removeItem", { value: (key) => delete storage[key] });
    return storage;
}

async function makeStock(orders) {
    const name = `point-of-sale-${Date.now()}-test`;
    const db = await idb.openDB(name, 1, {
        upgrade(database) {
            database.createObjectStore("pos.order", { keyPath: "uuid" });
            database.createObjectStore("res.partner", { keyPath: "id" });
        },
    });
    await db.put("res.partner", { id: 7, name: "Azure Interior" });
    for (const order of orders) {
        await db.put("pos.order", order);
    }
    after(async () => {
        db.close();
        await idb.deleteDB(name);
    });
    return { name, count: (table) => db.count(table) };
}

/** A till of which all is on the disk: its place, its list, what is not sent, stock's own data. */
async function makeTill(orders = []) {
    const stock = await makeStock(orders);
    const [, , , config] = stock.name.split("-");
    const name = `${makeStoreName().split(".").slice(0, 2).join(".")}.${config}`;
    const [, database] = name.split(".");
    const store = makeDurableStore(name);
    await store.put(KEPT_AREA, "pos_one", KEPT);
    for (const area of KEPT.areas) {
        await store.put(area, "one", "copy");
    }
    await store.put("outbox", "two", "not sent");
    const scope = `${database}.${config}`;
    const storage = makeStorage(
        `pos_one.place.${scope}.1.tab.a`,
        "pos_one.place.other.9.1.tab.a",
        `pos_one.settled.${scope}`,
        "sidebar"
    );
    const signOut = (locks = makeLocks()) =>
        forgetAtSignOut({ locks, storage, names: [name, stock.name, "other"] });
    const has = async (area) => (await store.getAll(area)).length > 0;
    return { store, stock, storage, scope, signOut, has };
}

test("what is a copy goes, what is not sent stays", async () => {
    const { storage, scope, signOut, has } = await makeTill();
    await signOut();
    expect([await has("list"), await has("place"), await has("outbox")]).toEqual([
        false,
        true,
        true,
    ]);
    expect(Object.keys(storage)).toEqual([
        "pos_one.place.other.9.1.tab.a",
        `pos_one.settled.${scope}`,
        "sidebar",
    ]);
});

test("stock's own data go where there is no order but an empty cart", async () => {
    const { stock, signOut } = await makeTill([{ id: "u", uuid: "u", state: "draft", lines: [] }]);
    await signOut();
    expect(await stock.count("res.partner")).toBe(0);
});

for (const [what, order] of Object.entries({
    "a cart": { id: "u", uuid: "u", state: "draft", lines: ["line"] },
    "a sale": { id: "u", uuid: "u", state: "paid", lines: [] },
    "an order that the server has, maybe changed since": { id: 5, uuid: "u", state: "draft" },
})) {
    test(`stock's own data stay where there is ${what}`, async () => {
        const { stock, signOut } = await makeTill([order]);
        await signOut();
        expect([await stock.count("res.partner"), await stock.count("pos.order")]).toEqual([1, 1]);
    });
}

test("of a till that is open in another tab nothing is touched", async () => {
    const { stock, storage, scope, signOut, has } = await makeTill();
    await signOut(makeLocks(`pos-outbox.${scope}.leader`));
    expect([await has("list"), await stock.count("res.partner")]).toEqual([true, 1]);
    expect(Object.keys(storage)).toHaveLength(4);
});

test("a browser that cannot say whether a till is open keeps all", async () => {
    const { signOut, has } = await makeTill();
    await signOut(null);
    expect(await has("list")).toBe(true);
});
