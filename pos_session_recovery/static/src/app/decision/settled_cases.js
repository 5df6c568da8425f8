import { browser } from "@web/core/browser/browser";

const PREFIX = "pos_session_recovery.";
const KEPT = 50;

/** The mark that a till leaves before it is opened again after a critical error. */
export const ERROR_KEY = `${PREFIX}after_error`;

/**
 * Which snapshots the cashier has decided about already, so that nobody is asked twice. Lost with
 * the browser's storage: then the question comes once more.
 */
export class SettledCases {
    /** @param {{database: string, config: number}|null} page */
    constructor(page, storage = browser.localStorage) {
        this.key = `${PREFIX}settled.${page?.database}.${page?.config}`;
        this.storage = storage;
    }

    has({ id, snapshot }) {
        return this._read().includes(`${id}:${snapshot.seq}`);
    }

    add({ id, snapshot }) {
        const known = this._read().filter((each) => each !== `${id}:${snapshot.seq}`);
        this._write([...known, `${id}:${snapshot.seq}`].slice(-KEPT));
    }

    /** True once after a critical error. */
    takeError() {
        try {
            const found = this.storage.getItem(ERROR_KEY) !== null;
            this.storage.removeItem(ERROR_KEY);
            return found;
        } catch {
            return false;
        }
    }

    /** Nothing of it is left. */
    clear() {
        try {
            this.storage.removeItem(this.key);
            this.storage.removeItem(ERROR_KEY);
        } catch {
            // A browser without storage has nothing to remove.
        }
    }

    _read() {
        try {
            const known = JSON.parse(this.storage.getItem(this.key) || "[]");
            return Array.isArray(known) ? known.filter((each) => typeof each === "string") : [];
        } catch {
            return [];
        }
    }

    _write(known) {
        try {
            this.storage.setItem(this.key, JSON.stringify(known));
        } catch {
            // Full or switched off: the question comes once more.
        }
    }
}
