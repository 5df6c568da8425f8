const ARRIVES_WITHIN = 60000; // ms; until it has, the browser does not list the client of a page

/**
 * Which page each open client shows: its release, user and point of sale. Kept on disk as well,
 * because the browser stops and restarts a worker as it likes.
 */
export class PageRegistry {
    /** @param {import("./store").Store} store of the device */
    constructor(store) {
        this.store = store;
        this._pages = new Map();
    }

    /**
     * @param {string} clientId
     * @param {import("./page_info").PageInfo} info
     */
    async remember(clientId, info) {
        if (clientId) {
            this._pages.set(clientId, info);
            await this.store.put("pages", { info, time: Date.now() }, clientId).catch(() => {});
        }
    }

    /** @returns {Promise<import("./page_info").PageInfo|null>} */
    async lookup(clientId) {
        if (clientId && !this._pages.has(clientId)) {
            const known = await this.store.get("pages", clientId).catch(() => null);
            if (known) {
                this._pages.set(clientId, known.info);
            }
        }
        return this._pages.get(clientId) || null;
    }

    /**
     * Forget the pages that are closed; not those that may still be on their way to the browser.
     *
     * @param {{id: string}[]} clients the open ones
     * @returns {Promise<(import("./page_info").PageInfo|null)[]>} their pages; null for a client of
     *  which nothing is known
     */
    async sweep(clients) {
        const open = new Set(clients.map((client) => client.id));
        for (const id of await this.store.getAllKeys("pages")) {
            const { time } = (await this.store.get("pages", id)) || {};
            if (!open.has(id) && Date.now() - time > ARRIVES_WITHIN) {
                this._pages.delete(id);
                await this.store.delete("pages", id);
            }
        }
        return Promise.all([...open].map((id) => this.lookup(id)));
    }
}
