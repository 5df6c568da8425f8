const AREA = "sync_claims";

/** What this till has taken and has no sale of yet: with it, it goes on after a kill, the line gone. */
export class SyncClaims {
    /** @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store */
    constructor(store) {
        this.store = store;
        this._payloads = new Map(); // by uuid of the transfer
    }

    /** Read what is on the disk. */
    async load() {
        for (const { id, value } of await this.store.getAll(AREA)) {
            this._payloads.set(id, value.payload);
        }
    }

    get(uuid) {
        return this._payloads.get(uuid);
    }

    has(uuid) {
        return this._payloads.has(uuid);
    }

    /** @returns {string[]} */
    list() {
        return [...this._payloads.keys()];
    }

    /** @returns {Promise<void>} when it is on the disk; to go on with, it is there at once */
    keep(uuid, payload) {
        this._payloads.set(uuid, payload);
        return this.store.put(AREA, uuid, { payload });
    }

    async forget(uuid) {
        this._payloads.delete(uuid);
        await this.store.delete(AREA, uuid);
    }
}
