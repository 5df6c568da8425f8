const ALGORITHM = "AES-GCM";
const IV_BYTES = 12; // NIST SP 800-38D, 8.2: 96 bits

/**
 * Texts kept for one user and readable by nobody else: each user has a key that the browser never
 * hands out, and without its key what is stored is noise. Dropping a user drops the key.
 */
export class Vault {
    /**
     * @param {import("./store").Store} store
     * @param {Crypto} [webCrypto]
     */
    constructor(store, webCrypto = globalThis.crypto) {
        this.store = store;
        this.crypto = webCrypto;
        this._keys = new Map();
        store.onClosed.push(() => this._keys.clear());
    }

    /**
     * Give the user a key, if there is none yet. Nothing else does: an answer that is still on its way
     * when the user signs out must find no key to be stored with.
     *
     * @param {number} user
     */
    async admit(user) {
        if (!(await this._getKey(user))) {
            const algorithm = { name: ALGORITHM, length: 256 };
            const usages = ["encrypt", "decrypt"];
            const key = await this.crypto.subtle.generateKey(algorithm, false, usages);
            this._keys.set(user, this.store.putOnce("keys", key, user));
            await this._keys.get(user);
        }
    }

    /**
     * Store a text; dropped where the user was not admitted, or is not any more.
     *
     * @param {number} user
     * @param {string} name of the text, unique for this user
     * @param {string} text
     * @param {string} [group] by which it is found with its like, and counted
     */
    async write(user, name, text, group = "") {
        await this.writeAll(user, [{ name, text, group }]);
    }

    /**
     * As `write`, for several texts: all of them or, where the browser is killed meanwhile, none.
     *
     * @param {number} user
     * @param {{name: string, text: string, group: string}[]} texts
     * @param {string} [instead] group that is removed with it, but for these texts
     */
    async writeAll(user, texts, instead = null) {
        const key = await this._getKey(user);
        if (!key) {
            return;
        }
        const records = [];
        for (const { name, text, group } of texts) {
            records.push(
                await this._encrypt(user, key, await this._getId(user, name), text, group)
            );
        }
        await this.store.putAll("answers", records, instead && `${user}/${instead}`);
    }

    /**
     * @returns {Promise<{text: string, time: number}|null>} null where there is none for this user,
     *  or where it was tampered with
     */
    async read(user, name) {
        return this._decrypt(user, await this.store.get("answers", await this._getId(user, name)));
    }

    /** @returns {Promise<{text: string, time: number}[]>} the texts of a group, oldest first */
    async readGroup(user, group) {
        const records = await this.store.getAllByIndex("answers", `${user}/${group}`);
        const texts = await Promise.all(records.map((record) => this._decrypt(user, record)));
        return texts.filter(Boolean);
    }

    async remove(user, name) {
        await this.store.delete("answers", await this._getId(user, name));
    }

    /** Remove the oldest of a group until at most `limit` are left. */
    async prune(user, group, limit) {
        const keys = await this.store.getKeysByIndex("answers", `${user}/${group}`);
        for (const key of keys.slice(0, Math.max(0, keys.length - limit))) {
            await this.store.delete("answers", key);
        }
    }

    /** Remove a whole group. */
    async removeGroup(user, group) {
        await this.prune(user, group, 0);
    }

    /** Make everything of everybody unreadable, then remove it. */
    async dropAll() {
        this._keys.clear();
        await this.store.clear("keys");
        await this.store.clear("answers");
    }

    async _encrypt(user, key, id, text, group) {
        const iv = this.crypto.getRandomValues(new Uint8Array(IV_BYTES));
        const content = new TextEncoder().encode(text);
        const data = await this.crypto.subtle.encrypt(this._parameters(iv, id), key, content);
        return { id, user, iv, data, group: `${user}/${group}`, time: Date.now() };
    }

    async _decrypt(user, record) {
        const key = record && record.user === user && (await this._getKey(user));
        if (!key) {
            return null;
        }
        try {
            const data = await this.crypto.subtle.decrypt(
                this._parameters(record.iv, record.id),
                key,
                record.data
            );
            return { text: new TextDecoder().decode(data), time: record.time };
        } catch {
            await this.store.delete("answers", record.id); // written with another key, or tampered
            return null;
        }
    }

    /** The name is bound to the text, so that a record cannot pass for another. */
    _parameters(iv, id) {
        return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(id) };
    }

    /** Names carry what was searched for, so not even they are stored readable. */
    async _getId(user, name) {
        const data = new TextEncoder().encode(`${user}\n${name}`);
        const digest = new Uint8Array(await this.crypto.subtle.digest("SHA-256", data));
        return btoa(String.fromCharCode(...digest));
    }

    /** @returns {Promise<CryptoKey|null>} */
    _getKey(user) {
        if (!this._keys.has(user)) {
            const loading = this.store.get("keys", user).then((key) => key || null);
            const forget = () => this._keys.get(user) === loading && this._keys.delete(user);
            this._keys.set(user, loading);
            loading.then((key) => key || forget(), forget);
        }
        return this._keys.get(user);
    }
}
