/* global idb */

import { after } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { DurableStore } from "@pos_offline_base/app/store/durable_store";

let count = 0;

/** @returns {string} a name that no other test has */
export function makeStoreName() {
    return `pos-offline-store.test-${Date.now()}.${count++}`;
}

/** A durable store on a database of the browser itself, removed after the test. */
export function makeDurableStore(name = makeStoreName(), options = {}) {
    const store = new DurableStore(name, options);
    after(async () => {
        await store.close();
        await idb.deleteDB(name);
    });
    return store;
}

/** Change what is stored behind the store's back. */
export async function tamper(store, area, id, change) {
    const db = await store.connection.get();
    const record = await db.get("records", [area, id]);
    await db.put("records", { ...record, ...change });
}

/** @returns {{open: number, most: number, all: number}} writing transactions of this database */
export function countWrites(name) {
    const count = { open: 0, most: 0, all: 0 };
    patchWithCleanup(IDBDatabase.prototype, {
        transaction(stores, mode) {
            const transaction = super.transaction(...arguments);
            if (mode === "readwrite" && this.name === name) {
                count.all += 1;
                count.open += 1;
                count.most = Math.max(count.most, count.open);
                for (const event of ["complete", "abort"]) {
                    transaction.addEventListener(event, () => (count.open -= 1));
                }
            }
            return transaction;
        },
    });
    return count;
}
