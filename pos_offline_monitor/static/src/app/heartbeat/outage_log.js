export const AREA = "monitor";
const KEY = "outages";
const MOST_KEPT = 50;
const MOST_TOLD = 20; // in one report; the others follow with the next

/**
 * The times in which this till had no server, on its disk until the server has heard of them. A time
 * that the page did not live to see the end of ends when the page was last there.
 */
export class OutageLog {
    /**
     * @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store
     * @param {import("@pos_offline_base/app/lib/clock").Clock} clock
     */
    constructor(store, clock) {
        this.store = store;
        this.clock = clock;
        this.ended = [];
        this.current = null;
    }

    /** Take up what was not told before this start. */
    async load() {
        const kept = await this.store.get(AREA, KEY).catch(() => null);
        this.ended = [...(Array.isArray(kept) ? kept.filter(isSound) : []), ...this.ended];
    }

    /**
     * Hear how the connection is.
     *
     * @param {Object} state of the connection monitor
     * @param {boolean} isOffline
     * @returns {boolean} whether a time offline has just ended
     */
    follow({ since, layer }, isOffline) {
        const now = this.clock.now();
        if (!isOffline) {
            return this._end(now);
        }
        this.current ||= { id: Math.round(since), begin: since, layer };
        Object.assign(this.current, { end: now, layer });
        this._keep();
        return false;
    }

    /** Still there: should the page end now, the time offline has lasted until now. */
    tick() {
        if (this.current) {
            this.current.end = this.clock.now();
            this._keep();
        }
    }

    /** @returns {Object[]} what the server has not heard of, in seconds before now */
    list() {
        const now = this.clock.now();
        const age = (time) => Math.max(now - time, 0) / 1000;
        return this.ended.slice(0, MOST_TOLD).map(({ id, begin, end, layer }) => ({
            id,
            begin: age(begin),
            end: age(end),
            layer: layer || null,
        }));
    }

    /** The server has these. */
    forget(told) {
        const ids = new Set(told.map(({ id }) => id));
        if (ids.size) {
            this.ended = this.ended.filter(({ id }) => !ids.has(id));
            this._keep();
        }
    }

    _end(now) {
        if (!this.current) {
            return false;
        }
        this.ended.push({ ...this.current, end: now });
        this.ended = this.ended.slice(-MOST_KEPT);
        this.current = null;
        this._keep();
        return true;
    }

    /** A store that fails costs what would be told after a reload. */
    _keep() {
        const all = this.current ? [...this.ended, this.current] : this.ended;
        this.store.put(AREA, KEY, all).catch(() => {});
    }
}

function isSound(outage) {
    return Number.isInteger(outage?.id) && outage.begin >= 0 && outage.end >= outage.begin;
}
