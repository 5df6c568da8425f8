/* global idb */

const PREFIX = "point-of-sale-"; // as stock names its databases: one per point of sale
// Where stock keeps what a sale is made of, and the field that leads to the order.
const CHILDREN = { "pos.order.line": "order_id", "pos.payment": "pos_order_id" };
// What else a line has, by the field that lists it.
const LINE_CHILDREN = {
    pack_lot_ids: "pos.pack.operation.lot",
    custom_attribute_value_ids: "product.attribute.custom.value",
};

/** A record that the server has not given an id yet. */
const isUnsynced = (record) => typeof record.id !== "number";

/** @returns {boolean} whether the database is one of stock's tills */
export function isStockDatabase(name) {
    return name.startsWith(PREFIX);
}

/**
 * Stock's own database of a till, read and emptied without stock's code: it may be that which fails.
 */
export class StockDatabase {
    /** @param {IDBDatabase} db an open connection */
    constructor(db) {
        this.db = db;
        this.stores = new Set(db.objectStoreNames);
    }

    /**
     * Open the one named, work on it and close it.
     *
     * @param {string} name
     * @param {(database: StockDatabase) => Promise} work
     */
    static async use(name, work) {
        // One that is not there must not come into being by being looked for.
        const upgrade = (_db, _old, _new, transaction) => {
            transaction.done.catch(() => {});
            transaction.abort();
        };
        const db = await idb.openDB(name, undefined, { upgrade });
        try {
            return await work(new StockDatabase(idb.unwrap(db)));
        } finally {
            db.close();
        }
    }

    /**
     * @returns {Promise<{order: Object, lines: Object[], payments: Object[], children: Object}[]>} not
     *  on the server; `children`: what the lines have, by the field that lists it
     */
    async readUnsent() {
        const [orders, lines, payments] = await Promise.all(
            ["pos.order", ...Object.keys(CHILDREN)].map((store) => this._getAll(store))
        );
        const children = await this._readChildren();
        return orders
            .map((order) => ({
                order,
                children,
                lines: lines.filter((line) => isOf(order, line.order_id)),
                payments: payments.filter((payment) => isOf(order, payment.pos_order_id)),
            }))
            .filter(isWorthKeeping);
    }

    /** Empty it of all that can be had again from the server. */
    async clearButUnsent() {
        const unsent = await this.readUnsent();
        const keep = {
            "pos.order": unsent.map(({ order }) => order),
            "pos.order.line": unsent.flatMap(({ lines }) => lines),
            "pos.payment": unsent.flatMap(({ payments }) => payments),
        };
        await this._rewrite(unsent.length ? { ...(await this._readMadeHere()), ...keep } : {});
        return unsent.length;
    }

    /** Lots, courses, what is typed for an attribute: of whatever kind, the server cannot give it. */
    async _readMadeHere() {
        const made = {};
        for (const name of this.stores) {
            made[name] = (await this._getAll(name)).filter(isUnsynced);
        }
        return made;
    }

    async _readChildren() {
        const children = {};
        for (const [field, store] of Object.entries(LINE_CHILDREN)) {
            children[field] = await this._getAll(store);
        }
        return children;
    }

    /** In one transaction: a crash in the middle leaves all as it was. */
    _rewrite(keep) {
        const names = [...this.stores];
        const transaction = this.db.transaction(names, "readwrite", { durability: "strict" });
        for (const name of names) {
            const store = transaction.objectStore(name);
            store.clear();
            for (const record of keep[name] || []) {
                store.put(record);
            }
        }
        return new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onabort = () => reject(transaction.error);
        });
    }

    _getAll(name) {
        if (!this.stores.has(name)) {
            return [];
        }
        const request = this.db.transaction(name).objectStore(name).getAll();
        return new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
    }
}

const isOf = (order, reference) => reference === order.id || reference === order.uuid;

/** An empty cart is no loss. An order that the server has counts when a part of it is only here. */
function isWorthKeeping({ order, lines, payments }) {
    if (isUnsynced(order)) {
        return lines.length > 0 || order.state !== "draft";
    }
    return [...lines, ...payments].some(isUnsynced);
}
