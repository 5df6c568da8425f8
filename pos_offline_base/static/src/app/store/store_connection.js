/* global idb */

import { asStoreError, REASON, StoreUnavailableError } from "./store_errors";
import { withDeadline } from "../lib/deadline";

const OPEN_TIMEOUT = 3000; // ms; an open that never answers must not hold a till's start

/** Version of the tables and of what a record looks like. A newer one is refused, never changed. */
export const SCHEMA = 2;

/** The tables of a durable store, and the steps by which each version was reached. */
const UPGRADES = [
    (db) => {
        db.createObjectStore("records", { keyPath: ["area", "id"] });
        db.createObjectStore("quarantine", { autoIncrement: true });
    },
    (db) => db.createObjectStore("keys"), // from here on records may be encrypted: see RecordSeal
];

/**
 * The connection of a durable store to its database: opened when needed, within a bound, again
 * after the browser took it away, and given up when another tab needs to upgrade.
 */
export class StoreConnection {
    /**
     * @param {string} name
     * @param {Function} [open] as `idb.openDB`
     */
    constructor(name, open = (...args) => idb.openDB(...args)) {
        this.name = name;
        this._openDatabase = open;
        this._opening = null;
    }

    /** @returns {Promise<Object>} the database, as idb wraps it */
    get() {
        this._opening ||= this._openBounded().catch((error) => {
            this._opening = null;
            throw asStoreError(error);
        });
        return this._opening;
    }

    /** Let go of the database; the next `get` opens it again. */
    async close() {
        const opening = this._opening;
        this._opening = null;
        (await opening?.catch(() => null))?.close();
    }

    async _openBounded() {
        let reason = REASON.SLOW;
        let isLate = false;
        const opened = this._openDatabase(this.name, SCHEMA, {
            upgrade: (db, from) => UPGRADES.slice(from).forEach((step) => step(db)),
            blocked: () => (reason = REASON.BLOCKED),
            blocking: () => this.close(),
            terminated: () => (this._opening = null),
        });
        opened.then(
            (db) => isLate && db.close(),
            () => {}
        );
        return withDeadline(opened, OPEN_TIMEOUT, () => {
            isLate = true;
            throw new StoreUnavailableError(reason);
        });
    }
}
