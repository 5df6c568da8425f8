const AREA = "sync_links";
const KEPT = 30 * 86400000; // ms

/**
 * Which order of this till stands for what was sent from it, on its disk: so that an edited order goes
 * as the next version of the same, and one that was handed over is taken back once.
 *
 * @typedef {Object} SyncLink
 * @property {number} version that was sent last
 * @property {string} order uuid of the order here, or of the one that it was here
 * @property {boolean} isAway it was handed over; while the order is still here, it never left
 * @property {number|null} source id of its draft on the server, to be cancelled there
 * @property {number} time
 */
export class SyncLinks {
    /** @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store */
    constructor(store, now = Date.now) {
        Object.assign(this, { store, now });
        this._links = new Map(); // uuid of the sync order → SyncLink
    }

    async load() {
        for (const { id, value } of await this.store.getAll(AREA)) {
            if (value?.time > this.now() - KEPT) {
                this._links.set(id, value);
            } else {
                await this.store.delete(AREA, id);
            }
        }
    }

    /** @returns {SyncLink|undefined} */
    get(uuid) {
        return this._links.get(uuid);
    }

    /** @returns {string|undefined} uuid of the sync order that an order here stands for */
    find(orderUuid) {
        return [...this._links].find(([, { order }]) => order === orderUuid)?.[0];
    }

    /** @returns {string[]} uuids of the sync orders whose orders were handed over */
    listAway() {
        return [...this._links].filter(([, { isAway }]) => isAway).map(([uuid]) => uuid);
    }

    /** Durable when it resolves. */
    async set(uuid, changes) {
        const link = { ...this._links.get(uuid), ...changes, time: this.now() };
        await this.store.put(AREA, uuid, link);
        this._links.set(uuid, link);
    }
}
