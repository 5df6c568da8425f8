/* global idb */

import { after, describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import IndexedDB from "@point_of_sale/app/models/utils/indexed_db";
import { StockDatabase } from "@pos_offline_base/app/guard/stock_database";
import { countWrites, makeStoreName } from "@pos_offline_base/../tests/unit/helpers";

describe.current.tags("headless");

const STORES = ["pos.order", "pos.order.line", "pos.payment"];

/** Stock's own database of a till, ready. */
async function open() {
    const name = makeStoreName();
    const stores = STORES.map((store) => ["uuid", store]);
    const database = await new Promise((resolve) => {
        const opened = new IndexedDB(name, 1, stores, () => resolve(opened));
    });
    after(async () => {
        database.db.close();
        await idb.deleteDB(name);
    });
    return database;
}

const records = (count) => Array.from({ length: count }, (_value, n) => ({ uuid: `${n}` }));

test("models that stock stores at once are written one after the other, each whole", async () => {
    const database = await open();
    const count = countWrites(database.dbName);
    const written = await Promise.all(STORES.map((store) => database.create(store, records(400))));
    expect([count.most, count.all]).toEqual([1, 3]);
    expect(written.flat().map(({ status }) => status)).toEqual(Array(3).fill("fulfilled"));
    const found = await database.readAll(STORES);
    expect(STORES.map((store) => found[store].length)).toEqual([400, 400, 400]);
});

test("what is stored and deleted right after is gone", async () => {
    const database = await open();
    database.create("pos.order", records(2));
    await database.delete("pos.order", ["0", "1"]);
    expect((await database.readAll(["pos.order"]))["pos.order"]).toEqual([]);
});

test("what is deleted right before the database is emptied does not come back by that", async () => {
    const database = await open();
    const sale = { uuid: "0", id: "0", state: "paid" };
    await database.create("pos.order", [sale, { ...sale, uuid: "1", id: "1" }]);
    database.delete("pos.order", ["0"]);
    await database.inTurn(() => new StockDatabase(database.db).clearButUnsent());
    const left = (await database.readAll(["pos.order"]))["pos.order"];
    expect(left.map(({ uuid }) => uuid)).toEqual(["1"]);
});

test("a write of which stock never hears again holds up the others for a moment only", async () => {
    const database = await open();
    database.create("pos.order", [{ name: "without its key" }]);
    const next = database.create("pos.payment", records(1));
    await advanceTime(5000);
    await next;
    expect((await database.readAll(["pos.payment"]))["pos.payment"].length).toBe(1);
});
