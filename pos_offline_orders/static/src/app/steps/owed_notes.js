import { makeLogger } from "@pos_offline_base/app/lib/logger";

const log = makeLogger("OwedNotes");
const AREA = "order-steps";

const keyOf = ({ kind, uuid }) => `${kind}/${uuid}`;

/**
 * Notes of what sales owe, on the disk of the till. Where that does not work they are in memory: a
 * sale does not wait for a disk that is full, and the store itself tells the cashier.
 *
 * @typedef {{kind: string, uuid: string, reference: string, since: number, data: *}} OwedNote
 */
export class OwedNotes {
    /**
     * @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store
     * @param {() => void} changed
     */
    constructor(store, changed) {
        this.store = store;
        this.changed = changed;
        this._notes = new Map();
    }

    /** @returns {OwedNote[]} the oldest first */
    get all() {
        return [...this._notes.values()].sort((one, other) => one.since - other.since);
    }

    /** @returns {OwedNote|undefined} */
    get(kind, uuid) {
        return this._notes.get(keyOf({ kind, uuid }));
    }

    /** Take up what was noted before this start; never fails. */
    async load() {
        const stored = await this._try("load", () => this.store.getAll(AREA));
        for (const { id, value } of stored || []) {
            if (!this._notes.has(id)) {
                this._notes.set(id, value);
            }
        }
        this.changed();
    }

    /** @param {OwedNote} note */
    async put(note) {
        const key = keyOf(note);
        const known = this._notes.get(key);
        if (known && JSON.stringify(known.data) === JSON.stringify(note.data)) {
            return;
        }
        this._notes.set(key, note);
        this.changed();
        await this._try("put", () => this.store.put(AREA, key, note));
    }

    async strike(note) {
        const key = keyOf(note);
        if (this._notes.delete(key)) {
            this.changed();
            await this._try("strike", () => this.store.delete(AREA, key));
        }
    }

    async _try(name, work) {
        try {
            return await work();
        } catch (error) {
            log(name, "The disk has none of it", [error]);
        }
    }
}
