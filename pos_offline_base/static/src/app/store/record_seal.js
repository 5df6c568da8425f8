import { checksum } from "../lib/checksum";

const ALGORITHM = "AES-GCM";
const STRICT = Object.freeze({ durability: "strict" });
const IV_BYTES = 12; // NIST SP 800-38D, 8.2: 96 bits
const KEYS = "keys";
const KEY = "key";
// Names of modules and areas: the sign-in page reads it, and has no use for a key.
const CLEAR = Object.freeze(["kept"]);

/**
 * What a record of the durable store looks like on the disk: its text is encrypted with a key of this
 * till that the browser never hands out, and bound to its area and id. Without https a browser has no
 * cryptography; there, and where a record is of before, the text is in clear, with a checksum.
 *
 * The same as the worker's `Vault`, but for whose key it is: what is not sent has to outlive a sign-out.
 *
 * @typedef {{area: string, id: string, text: string}} Draft
 */
export class RecordSeal {
    /** @param {Crypto} [webCrypto] */
    constructor(webCrypto = globalThis.crypto) {
        this.crypto = webCrypto;
        this._keys = new WeakMap(); // connection → key: the browser may have dropped the database
    }

    get isOn() {
        return Boolean(this.crypto?.subtle?.generateKey);
    }

    /** @returns {boolean} whether a stored record is in clear and need not be */
    isOpen({ area, data }) {
        return this.isOn && !data && !CLEAR.includes(area);
    }

    /**
     * @param {Object} db an open connection
     * @param {Draft} draft
     * @returns {Promise<Object>} the record to store
     */
    async close(db, { area, id, text }) {
        if (!this.isOpen({ area })) {
            return { area, id, text, sum: sumOf({ area, id, text }) };
        }
        const iv = this.crypto.getRandomValues(new Uint8Array(IV_BYTES));
        const key = await this._getKey(db);
        const content = new TextEncoder().encode(text);
        const data = await this.crypto.subtle.encrypt(parametersOf({ area, id, iv }), key, content);
        return { area, id, iv, data };
    }

    /**
     * @param {Object} db an open connection
     * @param {Object} record as it was stored
     * @returns {Promise<string|null>} its text; null where it is damaged
     */
    async read(db, record) {
        if (!record.data) {
            return isSound(record) ? record.text : null;
        }
        try {
            const key = await this._getKey(db);
            const parameters = parametersOf(record);
            return new TextDecoder().decode(
                await this.crypto.subtle.decrypt(parameters, key, record.data)
            );
        } catch (error) {
            if (error.name === "OperationError" || error instanceof TypeError) {
                return null;
            }
            throw error; // the key could not be read: the record is not to blame
        }
    }

    _getKey(db) {
        if (!this._keys.has(db)) {
            const loading = this._loadKey(db);
            this._keys.set(db, loading);
            loading.catch(() => this._keys.delete(db));
        }
        return this._keys.get(db);
    }

    /** The first tab makes it; whichever is stored first is the one of all. */
    async _loadKey(db) {
        const known = await db.get(KEYS, KEY);
        if (known) {
            return known;
        }
        const algorithm = { name: ALGORITHM, length: 256 };
        const usages = ["encrypt", "decrypt"];
        const made = await this.crypto.subtle.generateKey(algorithm, false, usages);
        // As each write it names the records: two that were open at once could cost all (ADR 18).
        const transaction = db.transaction(["records", KEYS], "readwrite", STRICT);
        const keys = transaction.objectStore(KEYS);
        const other = await keys.get(KEY);
        if (!other) {
            keys.put(made, KEY);
        }
        await transaction.done;
        return other || made;
    }
}

/** Area and id are bound to the text, so that a record cannot pass for another. */
function parametersOf({ area, id, iv }) {
    return { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(`${area}\n${id}`) };
}

function sumOf({ area, id, text }) {
    return checksum(`${area}\n${id}\n${text}`);
}

function isSound({ area, id, text, sum }) {
    return typeof text === "string" && sumOf({ area, id, text }) === sum;
}
