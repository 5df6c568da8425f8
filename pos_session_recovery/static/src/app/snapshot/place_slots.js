import { browser } from "@web/core/browser/browser";
import { decode } from "./snapshot";

const SLOTS = ["a", "b"];
const LIMIT = 512 * 1024; // characters; two slots of each tab share the browser's 5 million

/** @returns {Storage|null} null where the browser allows none */
export function getStorage() {
    try {
        return browser.localStorage;
    } catch {
        return null;
    }
}

/** The places of all tabs in `localStorage`, two texts each, so that a torn one leaves the other. */
export class PlaceSlots {
    /**
     * @param {Storage|null} storage
     * @param {string} prefix of the keys
     * @param {string} tab name of this tab
     */
    constructor(storage, prefix, tab) {
        Object.assign(this, { storage, prefix, tab });
        this._newest = SLOTS[1];
    }

    /** Put the text of this tab's place where the older one is. */
    put(text) {
        const other = this._newest;
        const slot = (this._newest = SLOTS.find((each) => each !== other));
        if (text.length > LIMIT) {
            return this._remove(this._key(slot));
        }
        try {
            this.storage?.setItem(this._key(slot), text);
        } catch {
            // No space for two: the last one alone is better than an old one.
            this._remove(this._key(other));
            this._remove(this._key(slot));
        }
    }

    /**
     * @param {(id: string, text: string, reason: string) => void} onDamaged
     * @returns {{tab: string, snapshot: Object}[]} one for each slot that is whole
     */
    read(onDamaged) {
        const found = [];
        for (const key of this._listKeys()) {
            const text = this.storage.getItem(key);
            try {
                const [tab, slot] = key.slice(this.prefix.length).split(/\.(?=[ab]$)/);
                found.push({ tab, slot, snapshot: decode(text.length > LIMIT ? "" : text) });
            } catch (error) {
                this._remove(key);
                onDamaged(key, text, error.reason || error.message);
            }
        }
        const mine = found.filter(({ tab }) => tab === this.tab);
        mine.sort((one, other) => other.snapshot.seq - one.snapshot.seq);
        this._newest = mine[0]?.slot || this._newest;
        return found;
    }

    /** Remove the place of a tab. */
    remove(tab) {
        SLOTS.forEach((slot) => this._remove(this._key(slot, tab)));
    }

    _key(slot, tab = this.tab) {
        return `${this.prefix}${tab}.${slot}`;
    }

    _listKeys() {
        try {
            return Object.keys(this.storage || {}).filter((key) => key.startsWith(this.prefix));
        } catch {
            return [];
        }
    }

    _remove(key) {
        try {
            this.storage?.removeItem(key);
        } catch {
            // A browser without storage has nothing to remove.
        }
    }
}
