import { delayAfter } from "./verdicts";

/** How long the outbox waits before its next try: as a whole, and for single operations. */
export class RetrySchedule {
    /**
     * @param {Object} parts
     * @param {import("../lib/clock").Clock} parts.clock
     * @param {() => number} parts.random
     */
    constructor({ clock, random }) {
        Object.assign(this, { clock, random });
        this.forget();
    }

    /** Whether nothing at all may be sent now. */
    get isOn() {
        return this.until > this.clock.now();
    }

    /** @returns {boolean} whether this operation may not be sent now */
    has(uuid) {
        return this._untilOf(uuid) > this.clock.now();
    }

    /** Send nothing for a while, at least for `retryAfter` ms. */
    holdAll(retryAfter) {
        this.tries += 1;
        this.until = this.clock.now() + delayAfter(this.tries, { retryAfter, random: this.random });
    }

    /** A new try begins: a wait that is over is none any more. */
    expire() {
        if (!this.isOn) {
            this.until = 0;
        }
    }

    /** Leave out one operation for a while. */
    hold(uuid) {
        const tries = (this._single.get(uuid)?.tries || 0) + 1;
        const until = this.clock.now() + delayAfter(tries, { random: this.random });
        this._single.set(uuid, { tries, until });
    }

    /** The server answers: nothing stands against the next batch. */
    forgetAll() {
        this.tries = 0;
        this.until = 0;
    }

    forget() {
        this.forgetAll();
        this._single = new Map();
    }

    /**
     * @param {string[]} uuids of what is to be sent
     * @returns {number|null} ms until something may be tried again; null where nothing is waited for
     */
    next(uuids) {
        const held = uuids.filter((uuid) => this._single.has(uuid));
        const first = Math.min(...held.map((uuid) => this._untilOf(uuid)));
        // Also a wait that ended just now, which nobody has come back from yet.
        const at = this.until && uuids.length ? this.until : first;
        return Number.isFinite(at) ? Math.max(at - this.clock.now(), 0) : null;
    }

    _untilOf(uuid) {
        return this._single.get(uuid)?.until || 0;
    }
}
