import { browser } from "@web/core/browser/browser";
import { AREA } from "./outage_log";

const KEY = "token";
const SECOND_COPY = "pos_offline_monitor.token";
const BYTES = 16;

/**
 * What a till shows with each report, so that no other can report for it. It is made before the first
 * contact and kept: an answer that is lost does not lock the till out.
 */
export class TillToken {
    /** @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store */
    constructor(store) {
        this.store = store;
        this.kept = null;
    }

    /** @returns {Promise<string>} the one of this device in this session */
    async get(device, session) {
        const isOurs = (kept) => kept?.device === device && kept.session === session && kept.token;
        for (const read of [() => this.kept, () => this._readStore(), () => this._readCopy()]) {
            const kept = await read();
            if (isOurs(kept)) {
                this.kept = kept;
                return kept.token;
            }
        }
        this.kept = { device, session, token: makeToken() };
        await this._write(this.kept);
        return this.kept.token;
    }

    _readStore() {
        return this.store.get(AREA, KEY).catch(() => null);
    }

    _readCopy() {
        try {
            return JSON.parse(browser.localStorage.getItem(SECOND_COPY));
        } catch {
            return null;
        }
    }

    async _write(kept) {
        browser.localStorage.setItem(SECOND_COPY, JSON.stringify(kept));
        await this.store.put(AREA, KEY, kept).catch(() => {});
    }
}

function makeToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
