import { reactive } from "@odoo/owl";
import { makeLogger } from "../lib/logger";
import { RecordSeal } from "./record_seal";
import { rewriteOpenRecords } from "./rewrite_open_records";
import { StoreConnection } from "./store_connection";
import {
    asStoreError,
    REASON,
    StoreCorruptError,
    StoreError,
    StoreQuotaError,
    StoreUnavailableError,
} from "./store_errors";

const log = makeLogger("DurableStore");

// A write is done when it is on the disk, not when the system has it in memory.
const STRICT = Object.freeze({ durability: "strict" });
const QUARANTINE_LIMIT = 100;

export const HEALTH = Object.freeze({
    OPENING: "opening",
    READY: "ready",
    UNAVAILABLE: "unavailable",
    FULL: "full",
});

/** @returns {string} name of the database of a till: one per Odoo database and point of sale */
export function storeName({ database, config }) {
    return `pos-offline-store.${database}.${config}`;
}

/**
 * What a till must not lose: JSON-able values by area and id. A write resolves when it is on the
 * disk, encrypted. A damaged record is never given to anybody: it is moved to the quarantine, and counted.
 *
 * All methods reject with a `StoreError` and nothing else.
 */
export class DurableStore {
    /**
     * @param {string|null} name of the database; null makes a store that is unavailable
     * @param {Object} [options]
     * @param {Function} [options.open] as `idb.openDB`
     * @param {Function} [options.onTrouble] called with the health when it turns bad
     * @param {RecordSeal} [options.seal] what records look like on the disk
     */
    constructor(name, { open, onTrouble = () => {}, seal = new RecordSeal() } = {}) {
        this.connection = name ? new StoreConnection(name, open) : null;
        this.health = reactive({
            state: name ? HEALTH.OPENING : HEALTH.UNAVAILABLE,
            reason: name ? null : REASON.NO_PAGE,
            quarantined: 0,
        });
        this.seal = seal;
        this._onTrouble = onTrouble;
        this._lastWrite = Promise.resolve(); // it has begun: its place in the order is taken
        /** Called when there is no space; true when something else has given way. */
        this.makeRoom = async () => false;
    }

    /** Open the database, so that the first use need not wait and trouble is known at once. */
    async open() {
        await this._run(async (db) => {
            this.health.quarantined = await db.count("quarantine");
        });
        await this._run((db) => rewriteOpenRecords(db, this.seal));
    }

    /** @returns {Promise<any>} undefined where there is none */
    async get(area, id) {
        const [record] = await this._read((db) => db.get("records", [area, id]));
        if (record?.text === null) {
            await this._quarantine([record]);
            throw new StoreCorruptError(REASON.DAMAGED, `${area}/${id}`);
        }
        return record && JSON.parse(record.text);
    }

    /** @returns {Promise<{id: string, value: any}[]>} sound records in the order of their ids */
    async getAll(area) {
        const range = IDBKeyRange.bound([area], [area, []]); // an array sorts after any string
        const found = await this._read((db) => db.getAll("records", range));
        const damaged = found.filter(({ text }) => text === null);
        if (damaged.length) {
            await this._quarantine(damaged);
        }
        return found
            .filter(({ text }) => text !== null)
            .map(({ id, text }) => ({ id, value: JSON.parse(text) }));
    }

    async put(area, id, value) {
        return this.apply([{ op: "put", area, id, value }]);
    }

    async delete(area, id) {
        return this.apply([{ op: "delete", area, id }]);
    }

    /**
     * All of the changes, or none.
     *
     * @param {{op: "put"|"delete", area: string, id: string, value: any}[]} changes
     */
    async apply(changes) {
        const steps = changes.map(makeStep); // what cannot be stored is refused before anything is
        const prepare = (db) => Promise.all(steps.map((step) => step(db, this.seal)));
        await this._write(["records"], prepare, (transaction, ready) => {
            const records = transaction.objectStore("records");
            return ready.map((write) => write(records));
        });
        this._set(HEALTH.READY, null);
    }

    /** @returns {Promise<Object[]>} `{record, time}` of each damaged record that is kept */
    async listQuarantine() {
        return this._run((db) => db.getAll("quarantine"));
    }

    async close() {
        await this.connection?.close();
    }

    async _quarantine(damaged) {
        const time = Date.now();
        await this._write(["records", "quarantine"], null, (transaction) => {
            const records = transaction.objectStore("records");
            const quarantine = transaction.objectStore("quarantine");
            return damaged.flatMap(({ area, id, stored }) => [
                records.delete([area, id]),
                quarantine.add({ record: stored, time }),
            ]);
        });
        await this._run(async (db) => {
            const keys = await db.getAllKeys("quarantine");
            const old = keys.slice(0, -QUARANTINE_LIMIT);
            for (const key of old) {
                await db.delete("quarantine", key);
            }
            this.health.quarantined = keys.length - old.length;
        });
        const names = damaged.map(({ area, id }) => `${area}/${id}`).join(", ");
        log("quarantine", `Damaged: ${names}`);
    }

    /** @returns {Promise<Object[]>} `{area, id, text, stored}`; no text where one is damaged */
    async _read(ask) {
        await this._lastWrite;
        return this._run(async (db) => {
            const found = [await ask(db)].flat().filter(Boolean);
            const texts = await Promise.all(found.map((stored) => this.seal.read(db, stored)));
            return found.map((stored, index) => {
                const { area, id } = stored;
                return { area, id, text: texts[index], stored };
            });
        });
    }

    /**
     * What is prepared takes a moment, the longer the more it is; transactions begin in the order of
     * the calls. One settles, not its requests: only it says why it failed, and that it is done.
     */
    async _write(tables, prepare, fill) {
        const before = this._lastWrite;
        let begun;
        this._lastWrite = new Promise((resolve) => (begun = resolve));
        const work = async (db) => {
            const ready = await prepare?.(db);
            await before;
            const transaction = db.transaction(tables, "readwrite", STRICT);
            begun();
            Promise.all(fill(transaction, ready)).catch(() => {});
            transaction.commit?.(); // else it waits for a page that is busy drawing
            await transaction.done;
        };
        await this._run(work).finally(begun);
    }

    /** Run `work` on the database; once more when what it failed for can be mended. */
    async _run(work) {
        try {
            return await this._attempt(work).catch(async (error) => {
                if (!(await this._mayTryAgain(asStoreError(error)))) {
                    throw error;
                }
                return this._attempt(work);
            });
        } catch (error) {
            throw this._fail(asStoreError(error));
        }
    }

    async _mayTryAgain(error) {
        if (error.reason === REASON.LOST) {
            this.connection.close();
            return true;
        }
        return error instanceof StoreQuotaError && this.makeRoom().catch(() => false);
    }

    async _attempt(work) {
        if (!this.connection) {
            throw new StoreUnavailableError(REASON.NO_PAGE);
        }
        const db = await this.connection.get();
        if (this.health.state !== HEALTH.FULL) {
            this._set(HEALTH.READY, null);
        }
        return work(db);
    }

    _fail(error) {
        if (error instanceof StoreQuotaError) {
            this._set(HEALTH.FULL, error.reason);
        } else if (error instanceof StoreUnavailableError) {
            this._set(HEALTH.UNAVAILABLE, error.reason);
        }
        return error;
    }

    _set(state, reason) {
        if (this.health.state === state && this.health.reason === reason) {
            return;
        }
        Object.assign(this.health, { state, reason });
        if (reason && reason !== REASON.NO_PAGE) {
            log("health", `${state}: ${reason}`);
            this._onTrouble(this.health);
        }
    }
}

/** @returns {Function} makes what a transaction is to do; the value is read now */
function makeStep({ op, area, id, value }) {
    if (typeof area !== "string" || typeof id !== "string") {
        throw new StoreError(REASON.MISUSE, "area and id must be texts");
    }
    if (op === "delete") {
        return async () => (records) => records.delete([area, id]);
    }
    const text = JSON.stringify(value);
    if (text === undefined) {
        throw new StoreError(REASON.MISUSE, "nothing that JSON knows");
    }
    return async (db, seal) => {
        const record = await seal.close(db, { area, id, text });
        return (records) => records.put(record);
    };
}
