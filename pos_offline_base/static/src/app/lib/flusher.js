import { realClock } from "./clock";

const FIRST_DELAY = 2000; // ms
const LONGEST_DELAY = 60000;
const CALM = 30000; // ms without a new request after which the delays start from the first again

/** Calls `flush` once at a time, and again after a while that grows as long as tries are asked for. */
export class Flusher {
    /**
     * @param {Object} parts
     * @param {() => Promise} parts.flush may fail; the next try comes as if it had not
     * @param {() => boolean} parts.mayFlush
     * @param {import("./clock").Clock} [parts.clock]
     */
    constructor({ flush, mayFlush, clock = realClock }) {
        Object.assign(this, { flush, mayFlush, clock });
        this._delay = FIRST_DELAY;
        this._askedAt = -Infinity;
        this._running = null;
    }

    /** Flush now; who asks while a flush is running gets one more after it, however many ask. */
    now() {
        this.clock.clearTimeout(this._timer);
        this._timer = null;
        if (this._running) {
            this._next ||= this._running.then(() => {
                this._next = null;
                return this.now();
            });
            return this._next;
        }
        this._running = this._flush().finally(() => (this._running = null));
        return this._running;
    }

    /** Flush in a while: what was to be sent came back. */
    later() {
        if (this._timer) {
            return;
        }
        const now = this.clock.now();
        const isCalm = now - this._askedAt > this._delay + CALM;
        this._delay = isCalm ? FIRST_DELAY : Math.min(this._delay * 2, LONGEST_DELAY);
        this._askedAt = now;
        this._timer = this.clock.setTimeout(() => this.now(), this._delay);
    }

    async _flush() {
        if (this.mayFlush()) {
            await this.flush().catch(() => {});
        }
    }
}
