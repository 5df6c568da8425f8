import { reactive } from "@odoo/owl";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { checksum } from "../lib/checksum";
import { StoreConnection } from "./store_connection";
import {
    asStoreError,
    REASON,
    StoreCorruptError,
    StoreError,
    StoreQuotaError,
    StoreUnavailableError,
} from "./store_errors";

const CONSOLE_COLOR = "#28ffeb";
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
 * disk. A damaged record is never given to anybody: it is moved to the quarantine, and counted.
 *
 * All methods reject with a `StoreError` and nothing else.
 */
export class DurableStore {
    /**
     * @param {string|null} name of the database; null makes a store that is unavailable
     * @param {Object} [options]
     * @param {Function} [options.open] as `idb.openDB`
     * @param {Function} [options.onTrouble] called with the health when it turns bad
     */
    constructor(name, { open, onTrouble = () => {} } = {}) {
        this.connection = name ? new StoreConnection(name, open) : null;
        this.health = reactive({
            state: name ? HEALTH.OPENING : HEALTH.UNAVAILABLE,
            reason: name ? null : REASON.NO_PAGE,
            quarantined: 0,
        });
        this._onTrouble = onTrouble;
        /** Called when there is no space; true when something else has given way. */
        this.makeRoom = async () => false;
    }

    /** Open the database, so that the first use need not wait and trouble is known at once. */
    async open() {
        await this._run(async (db) => {
            this.health.quarantined = await db.count("quarantine");
        });
    }

    /** @returns {Promise<any>} undefined where there is none */
    async get(area, id) {
        const record = await this._run((db) => db.get("records", [area, id]));
        if (record && !isSound(record)) {
            await this._quarantine([record]);
            throw new StoreCorruptError(REASON.DAMAGED, `${area}/${id}`);
        }
        return record && JSON.parse(record.text);
    }

    /** @returns {Promise<{id: string, value: any}[]>} sound records in the order of their ids */
    async getAll(area) {
        const range = IDBKeyRange.bound([area], [area, []]); // an array sorts after any string
        const records = await this._run((db) => db.getAll("records", range));
        const damaged = records.filter((record) => !isSound(record));
        if (damaged.length) {
            await this._quarantine(damaged);
        }
        return records
            .filter((record) => !damaged.includes(record))
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
        await this._write(["records"], (transaction) => {
            const records = transaction.objectStore("records");
            return steps.map((step) => step(records));
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
        await this._write(["records", "quarantine"], (transaction) => {
            const records = transaction.objectStore("records");
            const quarantine = transaction.objectStore("quarantine");
            return damaged.flatMap((record) => [
                records.delete([record.area, record.id]),
                quarantine.add({ record, time }),
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
        logPosMessage("DurableStore", "quarantine", `Damaged: ${names}`, CONSOLE_COLOR);
    }

    /** The transaction settles, not its requests: only it says why it failed, and that it is done. */
    async _write(tables, fill) {
        await this._run(async (db) => {
            const transaction = db.transaction(tables, "readwrite", STRICT);
            Promise.all(fill(transaction)).catch(() => {});
            transaction.commit?.(); // else it waits for a page that is busy drawing
            await transaction.done;
        });
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
            logPosMessage("DurableStore", "health", `${state}: ${reason}`, CONSOLE_COLOR);
            this._onTrouble(this.health);
        }
    }
}

function makeStep({ op, area, id, value }) {
    if (typeof area !== "string" || typeof id !== "string") {
        throw new StoreError(REASON.MISUSE, "area and id must be texts");
    }
    if (op === "delete") {
        return (records) => records.delete([area, id]);
    }
    const record = makeRecord(area, id, value);
    return (records) => records.put(record);
}

function makeRecord(area, id, value) {
    const text = JSON.stringify(value);
    if (text === undefined) {
        throw new StoreError(REASON.MISUSE, "nothing that JSON knows");
    }
    return { area, id, text, sum: checksum(`${area}\n${id}\n${text}`) };
}

function isSound({ area, id, text, sum }) {
    return typeof text === "string" && checksum(`${area}\n${id}\n${text}`) === sum;
}
