import { uuidv4 } from "@point_of_sale/utils";

const AREA = "sync_claims";
const TOKENS = "sync_tokens";

/** What this till has taken and has no sale of yet: with it, it goes on after a kill, the line gone. */
export class SyncClaims {
    /** @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store */
    constructor(store) {
        this.store = store;
        this._payloads = new Map(); // by uuid of the transfer
        this._tokens = new Map(); // by uuid of the transfer: by them the server knows who has it
    }

    /** Read what is on the disk. */
    async load() {
        for (const { id, value } of await this.store.getAll(AREA)) {
            this._payloads.set(id, value.payload);
        }
        for (const { id, value } of await this.store.getAll(TOKENS)) {
            this._tokens.set(id, value.token);
        }
    }

    get(uuid) {
        return this._payloads.get(uuid);
    }

    has(uuid) {
        return this._payloads.has(uuid);
    }

    /** @returns {string[]} uuids of all of which something is kept */
    list() {
        return [...new Set([...this._payloads.keys(), ...this._tokens.keys()])];
    }

    /** @returns {string|null} */
    tokenOf(uuid) {
        return this._tokens.get(uuid) || null;
    }

    /** @returns {Promise<string>} what to claim with: on the disk before the server hears of it */
    async makeToken(uuid) {
        if (!this._tokens.has(uuid)) {
            this._tokens.set(uuid, uuidv4());
            // A full disk keeps nobody from selling; only a kill would make the order another's.
            const kept = this.store.put(TOKENS, uuid, { token: this.tokenOf(uuid) });
            await kept.catch(() => {});
        }
        return this.tokenOf(uuid);
    }

    /** @returns {Promise<void>} when it is on the disk; to go on with, it is there at once */
    keep(uuid, payload) {
        this._payloads.set(uuid, payload);
        return this.store.put(AREA, uuid, { payload });
    }

    /** It is over, and nothing is told of it any more. */
    async end(uuid) {
        this._tokens.delete(uuid);
        await Promise.all([this.forget(uuid), this.store.delete(TOKENS, uuid)]);
    }

    async forget(uuid) {
        this._payloads.delete(uuid);
        await this.store.delete(AREA, uuid);
    }
}
