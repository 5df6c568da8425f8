import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { PlaceSlots } from "./place_slots";
import { afterPaint } from "./scheduling";
import { assemble, encode, listParts, SCHEMA } from "./snapshot";

const log = makeLogger("Recovery");
const QUARANTINED = 10;
const QUARANTINED_LENGTH = 20000;

export const AREA = "recovery";
export const QUARANTINE_AREA = "recovery_quarantine";

/**
 * Keeps the last snapshot of this tab in two stores. The durable store is given it at once, and only
 * what changed: a few milliseconds later it is on the disk. `localStorage` is given the whole text
 * once the change is drawn, so that the cashier does not wait for it; Chromium takes seconds to bring
 * that to the disk. What is read back is the newest that is whole.
 */
export class SnapshotKeeper {
    /**
     * @param {Object} options
     * @param {{database: string, config: number}} options.scope whose storage it is
     * @param {string} options.tab name of this tab
     * @param {Storage|null} options.storage
     * @param {DurableStore} options.store
     * @param {Function} [options.defer] calls back when the change is drawn
     */
    constructor({ scope, tab, storage, store, defer = afterPaint }) {
        this.prefix = `pos_session_recovery.place.${scope.database}.${scope.config}.${SCHEMA}.`;
        this.tab = tab;
        this.slots = new PlaceSlots(storage, this.prefix, tab);
        this.store = store;
        this.defer = defer;
        this._forSlot = null;
        this._found = [];
        /** Number of the last snapshot that was kept, and of the last that is on the disk. */
        this.seq = 0;
        this.durableSeq = 0;
        this.firstSeq = 1;
        this._stored = new Map();
        this._changes = new Map();
        this._writing = null;
    }

    /**
     * @param {Object} head without its list of parts
     * @param {Part[]} parts
     */
    keep(head, parts) {
        const seq = ++this.seq;
        const whole = { ...head, seq, parts: listParts(parts) };
        this._queue(whole, parts);
        const isPlanned = Boolean(this._forSlot);
        this._forSlot = [whole, parts];
        isPlanned || this.defer(() => this.writeSlot());
        return seq;
    }

    /** Bring the last snapshot to `localStorage`, if it is not there. */
    writeSlot() {
        if (this._forSlot) {
            const [whole, parts] = this._forSlot;
            this._forSlot = null;
            this.slots.put(encode(whole, parts));
        }
    }

    /** Resolves when everything that was kept is on the disk, or cannot get there. */
    async settled() {
        while (this._writing) {
            await this._writing;
        }
    }

    /**
     * @returns {Promise<{tab: string, snapshot: Object}[]>} the newest whole snapshot of each tab,
     *     the newest first
     */
    async readAll() {
        const found = new Map();
        const slots = this.slots.read((...damaged) => this.quarantine(...damaged));
        for (const { tab, snapshot } of [...slots, ...(await this._readStore())]) {
            const isNewer = !found.has(tab) || found.get(tab).seq < snapshot.seq;
            isNewer && found.set(tab, snapshot);
            this.seq = Math.max(this.seq, snapshot.seq);
        }
        this.firstSeq = this.seq + 1;
        this._found = [...found.keys()];
        return Array.from(found, ([tab, snapshot]) => ({ tab, snapshot })).sort(
            (one, other) => other.snapshot.seq - one.snapshot.seq
        );
    }

    /** Remove the place of a tab from both stores. */
    async forget(tab = this.tab) {
        if (tab === this.tab) {
            this._forSlot = null;
        }
        this.slots.remove(tab);
        try {
            const ids = (await this.store.getAll(AREA)).map(({ id }) => id);
            const mine = ids.filter((id) => id === tab || id.startsWith(`${tab}/`));
            await this.store.apply(mine.map((id) => ({ op: "delete", area: AREA, id })));
            tab === this.tab && this._stored.clear();
        } catch {
            // Without a durable store there is nothing in it.
        }
    }

    /** Remove the places that were read, of tabs that are not open any more. */
    async forgetOthers(open) {
        await this.settled();
        for (const tab of this._found) {
            if (tab !== this.tab && !open.includes(tab)) {
                await this.forget(tab);
            }
        }
    }

    /** Put what cannot be used aside, and say so. */
    async quarantine(id, text, reason) {
        log("quarantine", `${id}: ${reason}`);
        try {
            const kept = await this.store.getAll(QUARANTINE_AREA);
            const old = kept.sort((one, other) => one.value.time - other.value.time);
            const changes = old
                .slice(0, Math.max(0, old.length - QUARANTINED + 1))
                .map((each) => ({ op: "delete", area: QUARANTINE_AREA, id: each.id }));
            const value = { text: String(text).slice(0, QUARANTINED_LENGTH), reason };
            value.time = Date.now();
            changes.push({ op: "put", area: QUARANTINE_AREA, id: `${id}.${value.time}`, value });
            await this.store.apply(changes);
        } catch {
            // The log has it.
        }
    }

    // The durable store

    async _readStore() {
        const found = [];
        const values = await this.store.getAll(AREA).catch(() => []);
        const texts = new Map(values.map(({ id, value }) => [id, value]));
        for (const { id, value: head } of values.filter((each) => !each.id.includes("/"))) {
            try {
                const parts = (head.parts || []).map((part) => texts.get(partId(id, ...part)));
                found.push({ tab: id, snapshot: assemble(head, parts) });
            } catch (error) {
                await this.forget(id);
                await this.quarantine(id, JSON.stringify(head), error.reason || error.message);
            }
        }
        return found;
    }

    _queue(head, parts) {
        const put = (id, value) => this._changes.set(id, { op: "put", area: AREA, id, value });
        const current = new Set();
        for (const { model, key, sum, text } of parts) {
            const id = partId(this.tab, model, key);
            current.add(id);
            if (this._stored.get(id) !== sum) {
                this._stored.set(id, sum);
                put(id, text);
            }
        }
        for (const id of this._stored.keys()) {
            if (!current.has(id)) {
                this._stored.delete(id);
                this._changes.set(id, { op: "delete", area: AREA, id });
            }
        }
        put(this.tab, head);
        this._writing ||= this._write().finally(() => (this._writing = null));
    }

    /** One transaction at a time; what comes meanwhile goes together into the next. */
    async _write() {
        while (this._changes.size) {
            const changes = [...this._changes.values()];
            const { seq } = this._changes.get(this.tab).value;
            this._changes.clear();
            try {
                await this.store.apply(changes);
                this.durableSeq = seq;
            } catch {
                this._stored.clear(); // the next one is written as a whole; the store says what is wrong
            }
        }
    }
}

function partId(tab, model, key) {
    return `${tab}/${model}/${key}`;
}
