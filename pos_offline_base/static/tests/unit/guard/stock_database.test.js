/* global idb */

import { after, describe, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { fullReset, readAllUnsent } from "@pos_offline_base/app/guard/full_reset";
import { StockDatabase } from "@pos_offline_base/app/guard/stock_database";
import { localDataRegistry } from "@pos_offline_base/app/store/local_data";

describe.current.tags("headless");

const STORES = {
    "pos.order": "uuid",
    "pos.order.line": "uuid",
    "pos.payment": "uuid",
    "product.attribute.custom.value": "id",
    "pos.pack.operation.lot": "id",
    "product.template": "id",
};
let count = 0;

const order = (uuid, more = {}) => ({ uuid, id: uuid, state: "paid", ...more });
const line = (uuid, orderId) => ({ uuid, id: uuid, order_id: orderId });
const payment = (uuid, orderId) => ({ uuid, id: uuid, pos_order_id: orderId });

/** A database as stock makes it, in the browser itself; removed after the test. */
async function makeDatabase(records, prefix = "point-of-sale-test") {
    const name = `${prefix}-${Date.now()}-${count++}`;
    const db = await idb.openDB(name, 1, {
        upgrade(database) {
            for (const [store, keyPath] of Object.entries(STORES)) {
                database.createObjectStore(store, { keyPath });
            }
        },
    });
    for (const [store, values] of Object.entries(records)) {
        for (const value of values) {
            await db.put(store, value);
        }
    }
    db.close();
    after(() => idb.deleteDB(name));
    return name;
}

const use = (name, method) => StockDatabase.use(name, (database) => database[method]());

async function keysOf(name, store) {
    const db = await idb.openDB(name);
    const keys = db.objectStoreNames.contains(store) ? await db.getAllKeys(store) : null;
    db.close();
    return keys;
}

/** The tests see their own databases only: a reset deletes all that it sees. */
function showOnly(...names) {
    patchWithCleanup(window.indexedDB, { databases: async () => names.map((name) => ({ name })) });
}

const SHOP = {
    "product.template": [{ id: 5 }],
    "product.attribute.custom.value": [{ id: 9 }, { id: "custom" }],
    "pos.pack.operation.lot": [{ id: 10 }, { id: "lot", lot_name: "SN1" }],
    "pos.order": [
        order("sale"),
        order("cart", { state: "draft" }),
        order("empty", { state: "draft" }),
        order("sent", { id: 41 }),
        order("sent-cart-paid-here", { id: 42 }),
    ],
    "pos.order.line": [
        line("l1", "sale"),
        line("l2", "cart"),
        { ...line("l3", 41), id: 71 },
        { ...line("l4", 42), id: 72 },
    ],
    "pos.payment": [payment("p1", "sale"), payment("p2", 42)],
};

test("what is not on the server is told from the till's own database", async () => {
    const unsent = await use(await makeDatabase(SHOP), "readUnsent");
    expect(unsent.map((each) => each.order.uuid)).toEqual(["cart", "sale", "sent-cart-paid-here"]);
    const sale = unsent.find((each) => each.order.uuid === "sale");
    expect(sale.lines.map(({ uuid }) => uuid)).toEqual(["l1"]);
    expect(sale.payments.map(({ uuid }) => uuid)).toEqual(["p1"]);
});

test("to empty it keeps what is not on the server, whole, and nothing else", async () => {
    const name = await makeDatabase(SHOP);
    expect(await use(name, "clearButUnsent")).toBe(3);
    expect(await keysOf(name, "pos.order")).toEqual(["cart", "sale", "sent-cart-paid-here"]);
    expect(await keysOf(name, "pos.order.line")).toEqual(["l1", "l2", "l4"]);
    expect(await keysOf(name, "pos.payment")).toEqual(["p1", "p2"]);
    expect(await keysOf(name, "product.attribute.custom.value")).toEqual(["custom"]);
    expect(await keysOf(name, "pos.pack.operation.lot")).toEqual(["lot"]);
    expect(await keysOf(name, "product.template")).toEqual([]);
});

test("a database that is not there does not come into being by being looked for", async () => {
    const error = await use("point-of-sale-none", "readUnsent").catch((caught) => caught);
    expect(error.name).toBe("AbortError");
    const names = (await window.indexedDB.databases()).map(({ name }) => name);
    expect(names.filter((name) => name === "point-of-sale-none")).toEqual([]);
});

test("a half made database without the stores has nothing unsent", async () => {
    const name = `point-of-sale-half-${Date.now()}`;
    (await idb.openDB(name, 1)).close();
    after(() => idb.deleteDB(name));
    expect(await use(name, "readUnsent")).toEqual([]);
});

test("a full reset keeps the unsent sales of every till in this browser, and what the suite keeps", async () => {
    const one = await makeDatabase({
        "pos.order": [order("sale")],
        "product.template": [{ id: 1 }],
    });
    const other = await makeDatabase({ "pos.order": [order("theirs")] });
    const clean = await makeDatabase({ "product.template": [{ id: 1 }] });
    const durable = await makeDatabase({ "product.template": [{ id: 1 }] }, "pos-offline-store.t");
    const foreign = await makeDatabase({ "product.template": [{ id: 1 }] }, "other");
    showOnly(one, other, clean, durable, foreign);
    expect(await readAllUnsent()).toHaveLength(2);
    await fullReset();
    expect(await keysOf(one, "pos.order")).toEqual(["sale"]);
    expect(await keysOf(one, "product.template")).toEqual([]);
    expect(await keysOf(other, "pos.order")).toEqual(["theirs"]);
    expect(await keysOf(durable, "product.template")).toEqual([1]);
    expect(await keysOf(clean, "product.template")).toBe(null);
    expect(await keysOf(foreign, "product.template")).toBe(null);
});

test("a manager who gives them up gets rid of all tills' orders, not of what the suite keeps", async () => {
    const one = await makeDatabase({ "pos.order": [order("sale")] });
    const durable = await makeDatabase({ "product.template": [{ id: 1 }] }, "pos-offline-store.t");
    showOnly(one, durable);
    await fullReset({ discard: true });
    expect(await keysOf(one, "pos.order")).toBe(null);
    expect(await keysOf(durable, "product.template")).toEqual([1]);
});

test("a full reset goes on with the receipt numbers, unless their count is what is damaged", async () => {
    showOnly();
    const storage = browser.localStorage;
    const sound = { device_identifier: "1", next_number: 12, unsynced_number_stack: [] };
    storage.setItem("tokenA-unique_device_identifier", JSON.stringify(sound));
    storage.setItem("tokenB-unique_device_identifier", '{"device_identi');
    storage.setItem("tokenC-unique_device_identifier", "null");
    patchWithCleanup(localDataRegistry, { getEntries: () => [["a_module", { areas: [] }]] });
    storage.setItem("a_module.slot", "x");
    storage.setItem("another_module.slot", "x");
    storage.setItem("pos_data_params_1", "x");
    await fullReset();
    expect(JSON.parse(storage.getItem("tokenA-unique_device_identifier"))).toEqual(sound);
    expect(storage.getItem("tokenB-unique_device_identifier")).toBe(null);
    expect(storage.getItem("tokenC-unique_device_identifier")).toBe(null);
    expect(storage.getItem("a_module.slot")).toBe("x");
    expect(storage.getItem("another_module.slot")).toBe(null);
    expect(storage.getItem("pos_data_params_1")).toBe(null);
});
