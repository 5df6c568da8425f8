/**
 * @typedef {{deadline: number, imageLimit: number, imageBytes: number}} Settings as in `PageInfo`
 */

/**
 * Who was signed in when the server last showed a page of the till in this browser, and which resets
 * it knows. Everything that is kept for a user is given to that user only.
 */
export class SessionKeeper {
    /**
     * @param {import("./store").Store} userStore
     * @param {import("./store").Store} deviceStore
     */
    constructor(userStore, deviceStore) {
        this.userStore = userStore;
        this.deviceStore = deviceStore;
        this._served = new Map();
        this._user = undefined;
        userStore.onClosed.push(() => (this._user = undefined)); // a sign-in page removes it
    }

    /** @returns {Promise<number|null>} */
    async getUser() {
        this._user ??= (await this.userStore.get("state", "user").catch(() => null)) ?? undefined;
        return this._user ?? null;
    }

    async setUser(user) {
        await this.userStore.put("state", user, "user");
        this._user = user;
    }

    async isOf(user) {
        return (await this.getUser()) === user;
    }

    /** @returns {Promise<boolean>} whether the page tells of a reset that this browser missed */
    async isReset({ config, epoch }) {
        const known = (await this.deviceStore.get("state", `epoch/${config}`).catch(() => 0)) || 0;
        if (epoch > known) {
            await this.deviceStore.put("state", epoch, `epoch/${config}`);
        }
        return epoch > known;
    }

    /** @param {import("./page_info").PageInfo} info of the newest page: its settings are in force */
    async setSettings(info) {
        const { deadline, imageLimit, imageBytes } = info;
        await this.deviceStore.put("state", { deadline, imageLimit, imageBytes }, "settings");
        await this.setServed(info);
    }

    /** Keep whether the cache is on for the point of sale of this page. */
    async setServed({ config, enabled }) {
        this._served.set(config, enabled);
        await this.deviceStore.put("state", enabled, `served/${config}`);
    }

    /** @returns {Promise<Settings|null>} */
    async getSettings() {
        return (await this.deviceStore.get("state", "settings").catch(() => null)) || null;
    }

    /** @returns {Promise<boolean>} whether the cache is on for this point of sale, as last heard */
    async isServed(config) {
        if (!this._served.has(config)) {
            const known = await this.deviceStore.get("state", `served/${config}`).catch(() => true);
            this._served.set(config, known ?? true);
        }
        return this._served.get(config);
    }
}
