import { Mutex } from "@web/core/utils/concurrency";
import { compareLines } from "../decision/line_differences";
import { isSameCashier } from "../decision/place_judge";

export const RING_AREA = "recovery_ring";
const HOUR = 3600000; // ms

/**
 * The last orders of this till, one snapshot each: to look at, to bring back, to throw away.
 *
 * @typedef {Object} Entry
 * @property {string} id uuid of the order
 * @property {Object} snapshot
 * @property {number|null} deleted when the cashier deleted the order
 */
export class RecoveryRing {
    /**
     * @param {DurableStore} store
     * @param {(snapshot: Object) => Object} check as `checkSnapshot`, throws for what cannot be used
     * @param {Function} onDamaged called with `(id, value, error)`
     * @param {() => number} [now] ms
     */
    constructor(store, check, onDamaged = () => {}, now = Date.now) {
        this.store = store;
        this.check = check;
        this.onDamaged = onDamaged;
        this.now = now;
        this.limit = 20;
        this.hours = 72; // after which an order that was left is dropped
        this._mutex = new Mutex(); // one at a time: each looks at what the one before has left
    }

    /** @returns {Promise<Entry[]>} newest first, without those thrown away */
    async list() {
        return this._mutex.exec(() => this._list());
    }

    /** @returns {Promise<Object|undefined>} */
    async get(id) {
        return (await this.list()).find((entry) => entry.id === id);
    }

    /** Keep the snapshot as the last one of its order; beyond the limit the oldest go. */
    async put(snapshot, { deleted = null } = {}) {
        return this._mutex.exec(() => this._put(snapshot, deleted));
    }

    /** Keep the last snapshot of a tab that is gone, unless the list has one as new already. */
    async adopt(snapshot) {
        await this._mutex.exec(async () => {
            const id = snapshot.order?.uuid;
            const known = (await this._read()).find((entry) => entry.id === id);
            if (id && !(known?.value.snapshot.seq >= snapshot.seq)) {
                await this._put(snapshot, null);
            }
        });
    }

    /** Take it from the list; `undoDiscard` brings it back as long as it has not made room for others. */
    async discard(id) {
        await this._change(id, { discarded: Date.now() });
    }

    async undoDiscard(id) {
        await this._change(id, { discarded: null });
    }

    /** Drop what was left too long ago, from the disk as well. */
    async forgetOld() {
        return this._mutex.exec(() => this._read());
    }

    /** The order is paid, or is another one by now. */
    async remove(id) {
        return this._mutex.exec(() => this.store.delete(RING_AREA, id));
    }

    // Private

    async _list() {
        const entries = [];
        for (const { id, value } of await this._read()) {
            try {
                const snapshot = this.check(value.snapshot);
                value.discarded || entries.push({ id, snapshot, deleted: value.deleted || null });
            } catch (error) {
                if (error.reason === "newer") {
                    entries.push({ id, snapshot: outlineOf(value.snapshot), deleted: null });
                    continue;
                }
                this.onDamaged(id, value, error);
                await this.store.delete(RING_AREA, id);
            }
        }
        return entries;
    }

    async _put(snapshot, deleted) {
        const id = snapshot.order.uuid;
        const all = await this._read();
        const known = all.find((entry) => entry.id === id);
        if (!deleted && known && isOnlyLookedAt(known.value, snapshot)) {
            return;
        }
        const others = all.filter((entry) => entry !== known);
        const old = others.slice(Math.max(0, this.limit - 1));
        await this.store.apply([
            ...old.map((entry) => ({ op: "delete", area: RING_AREA, id: entry.id })),
            { op: "put", area: RING_AREA, id, value: { snapshot, deleted } },
        ]);
    }

    async _change(id, change) {
        return this._mutex.exec(async () => {
            const value = await this.store.get(RING_AREA, id);
            if (value) {
                await this.store.put(RING_AREA, id, { ...value, ...change });
            }
        });
    }

    async _read() {
        const all = await this.store.getAll(RING_AREA).catch(() => []);
        const old = all.filter(({ value }) => this._isOld(value));
        if (old.length) {
            const changes = old.map(({ id }) => ({ op: "delete", area: RING_AREA, id }));
            await this.store.apply(changes).catch(() => {}); // the next one who looks tries again
        }
        const seq = ({ value }) => value?.snapshot?.seq || 0;
        return all
            .filter((entry) => !old.includes(entry))
            .sort((one, other) => seq(other) - seq(one));
    }

    /** What says no time of its own is not judged by it. */
    _isOld(value) {
        const left = Math.max(value?.deleted || 0, value?.snapshot?.time || 0);
        return left > 0 && this.now() - left > this.hours * HOUR;
    }
}

/**
 * Stock shows an order to whoever comes next, and takes it along into the next session. As long as
 * they have not changed it, it is still its owner's.
 */
function isOnlyLookedAt({ snapshot: known, deleted }, { owner, records }) {
    const isOwn =
        known.owner?.user === owner.user &&
        known.owner?.session === owner.session &&
        isSameCashier(known.owner?.cashier, owner.cashier);
    const lines = (it) => it["pos.order.line"] || [];
    return (
        !isOwn &&
        !deleted &&
        lines(known.records || {}).length === lines(records).length &&
        compareLines(lines(known.records || {}), lines(records)).length === 0
    );
}

/** All that is said of what a newer version has kept: whose it is, and that it is there. */
function outlineOf({ schema, owner, seq, time, order }) {
    return { schema, owner: owner || {}, seq, time, order: { uuid: String(order?.uuid || "") } };
}
