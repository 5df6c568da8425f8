/** All in ms. */
export const TIMES = Object.freeze({
    FIRST: 5000, // after the start, which has more urgent things to ask
    EVERY: 60000,
    SOON: 1000, // after something failed or recovered: what comes together is told together
    REFUSED: 300000, // what the server does not take will not be right in a minute
});

/**
 * When a till reports: once a minute, and at once when something fails or recovers. Nothing waits for
 * it, and none of its errors gets out.
 */
export class Heartbeat {
    /**
     * @param {Object} parts
     * @param {() => Promise<{status: string, after?: number}>} parts.report sends; the server's answer
     * @param {() => boolean} parts.isOffline
     * @param {() => void} [parts.tick] called each minute, offline too
     * @param {import("@pos_offline_base/app/lib/clock").Clock} parts.clock
     * @param {(callback: Function) => void} parts.idle calls back when the till has time
     */
    constructor({ report, isOffline, tick = () => {}, clock, idle }) {
        this.report = report;
        this.isOffline = isOffline;
        this.tick = tick;
        this.clock = clock;
        this.idle = idle;
        this.isRunning = false;
        this._timer = null;
        this._due = Infinity;
        this._notBefore = 0;
        this._isBusy = false;
    }

    start() {
        this.isRunning = true;
        this._plan(TIMES.FIRST);
    }

    stop() {
        this.isRunning = false;
        this.clock.clearTimeout(this._timer);
    }

    /** Something failed or recovered. */
    soon() {
        if (this.isRunning && this.clock.now() + TIMES.SOON < this._due) {
            this._plan(TIMES.SOON);
        }
    }

    _plan(delay) {
        const now = this.clock.now();
        this.clock.clearTimeout(this._timer);
        this._due = Math.max(now + delay, this._notBefore);
        this._timer = this.clock.setTimeout(() => this.idle(() => this._beat()), this._due - now);
    }

    async _beat() {
        if (!this.isRunning) {
            return;
        }
        this._plan(TIMES.EVERY);
        this.tick();
        if (this.isOffline()) {
            return;
        }
        if (this._isBusy) {
            return this._plan(TIMES.SOON);
        }
        this._isBusy = true;
        try {
            this._follow(await this.report());
        } catch {
            // The next one says the same, and what was offline meanwhile.
        } finally {
            this._isBusy = false;
        }
    }

    /** Do as the server says. */
    _follow({ status, after }) {
        if (status === "off") {
            this.stop();
        } else if (status === "later") {
            this._plan(after * 1000);
        } else if (status === "refused") {
            this._notBefore = this.clock.now() + TIMES.REFUSED;
            this._plan(TIMES.REFUSED);
        }
    }
}
