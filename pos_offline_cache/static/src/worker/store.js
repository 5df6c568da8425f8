/* global idb */

const OPEN_TIMEOUT = 3000; // ms; an open that never answers must not hold a till's start

/** The database cannot be used now. What it holds is a copy, so callers go on without. */
export class StoreUnavailableError extends Error {}

/** What belongs to the signed-in user: a sign-in page removes the whole database. */
export const USER_TABLES = Object.freeze({
    state: {},
    keys: {},
    answers: { keyPath: "id", index: ["group", "time"] },
});

/** What belongs to the device: which client shows which page, known resets, stored pictures. */
export const DEVICE_TABLES = Object.freeze({
    state: {},
    pages: {},
    images: { keyPath: "url" },
});

/** A database of the worker. All that it holds can be had again from the server. */
export class Store {
    /**
     * @param {string} name
     * @param {Object} tables see above; an index is always named "index"
     * @param {Function} [open] as `idb.openDB`
     */
    constructor(name, tables, open = idb.openDB) {
        this.name = name;
        this.tables = tables;
        /** Called when the database was closed under us, perhaps to be removed. */
        this.onClosed = [];
        this._openDatabase = open;
        this._opening = null;
        this._isGone = false;
        this._writing = Promise.resolve();
    }

    async get(table, key) {
        return (await this._open()).get(table, key);
    }

    async put(table, value, key) {
        return this._write((db) => db.put(table, value, key));
    }

    /** Put `value` unless there is one already, also from another tab; return the one that stays. */
    async putOnce(table, value, key) {
        return this._write(async (db) => {
            const transaction = db.transaction(table, "readwrite");
            const known = await transaction.store.get(key);
            if (known === undefined) {
                transaction.store.put(value, key);
            }
            await transaction.done;
            return known === undefined ? value : known;
        });
    }

    /**
     * Put several values and remove what the index has under `replaced`: all of it or, where the
     * browser is killed meanwhile, nothing.
     */
    async putAll(table, values, replaced = null) {
        return this._write(async (db) => {
            const { store, done } = db.transaction(table, "readwrite");
            const removed = replaced
                ? await store.index("index").getAllKeys(this._range(replaced))
                : [];
            await Promise.all([
                ...removed.map((key) => store.delete(key)),
                ...values.map((value) => store.put(value)),
                done,
            ]);
        });
    }

    async delete(table, key) {
        return this._write((db) => db.delete(table, key));
    }

    async clear(table) {
        return this._write((db) => db.clear(table));
    }

    async getAll(table) {
        return (await this._open()).getAll(table);
    }

    async getAllKeys(table) {
        return (await this._open()).getAllKeys(table);
    }

    /** Records whose index begins with `first`, in the order of the rest of the index. */
    async getAllByIndex(table, first) {
        return (await this._open()).getAllFromIndex(table, "index", this._range(first));
    }

    /** As `getAllByIndex`, but only the keys. */
    async getKeysByIndex(table, first) {
        return (await this._open()).getAllKeysFromIndex(table, "index", this._range(first));
    }

    async close() {
        const opening = this._opening;
        this._opening = null;
        this.onClosed.forEach((forget) => forget());
        (await opening?.catch(() => null))?.close();
    }

    /** Close and remove the database; it is not opened again before `reopen`. */
    async destroy() {
        this._isGone = true;
        await this.close();
        await idb.deleteDB(this.name);
    }

    reopen() {
        this._isGone = false;
    }

    /**
     * One write at a time: Chromium that is killed with two open in one database throws all databases
     * of the origin away (docs/adr/0018).
     */
    _write(work) {
        const written = this._writing.then(async () => work(await this._open()));
        this._writing = written.catch(() => {});
        return written;
    }

    _range(first) {
        return IDBKeyRange.bound([first], [first, []]); // an array sorts after any time
    }

    _open() {
        if (this._isGone) {
            throw new StoreUnavailableError("removed");
        }
        this._opening ||= this._openBounded().catch((error) => {
            this._opening = null;
            throw new StoreUnavailableError(error.message);
        });
        return this._opening;
    }

    _openBounded() {
        const tables = this.tables;
        const opened = this._openDatabase(this.name, 1, {
            upgrade(db) {
                for (const [table, { keyPath, index }] of Object.entries(tables)) {
                    const created = db.createObjectStore(table, keyPath ? { keyPath } : {});
                    if (index) {
                        created.createIndex("index", index);
                    }
                }
            },
            // Somebody removes the database, or the browser closed it in the background.
            blocking: () => this.close(),
            terminated: () => this.close(),
        });
        let timer;
        const late = new Promise((_resolve, reject) => {
            timer = setTimeout(() => reject(new Error("opening took too long")), OPEN_TIMEOUT);
        });
        return Promise.race([opened, late]).finally(() => clearTimeout(timer));
    }
}
