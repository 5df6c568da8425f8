/** How long something has been waited for, whatever came between; waits at the same time count once. */
export class WaitingTime {
    /** @param {import("../lib/clock").Clock} clock */
    constructor(clock) {
        this.clock = clock;
        this._waits = new Set();
        this._past = 0; // ms
        this._since = 0;
    }

    /** @returns {number} ms */
    get total() {
        return this._past + (this._waits.size ? this.clock.now() - this._since : 0);
    }

    begin(wait) {
        if (!this._waits.size) {
            this._since = this.clock.now();
        }
        this._waits.add(wait);
    }

    end(wait) {
        if (this._waits.size === 1 && this._waits.has(wait)) {
            this._past = this.total;
        }
        this._waits.delete(wait);
    }
}
