/** Which sales waited during an outage, and how many of them the server has taken since. */
export class SentSales {
    constructor() {
        this._waited = new Set(); // uuids
    }

    /** @param {Array} items what waits now, as the sync status lists it */
    wait(items) {
        for (const { id } of items.filter((item) => item.isSale)) {
            this._waited.add(id);
        }
    }

    /**
     * @param {Array} items what still waits
     * @returns {number} sales that waited and do so no longer
     */
    countSent(items) {
        const waiting = new Set(items.map(({ id }) => id));
        return [...this._waited].filter((uuid) => !waiting.has(uuid)).length;
    }

    forget() {
        this._waited.clear();
    }
}
