import { Mutex } from "@web/core/utils/concurrency";
import { realClock } from "./clock";

const PATIENCE = 3000; // ms

/**
 * Runs one piece of work at a time over all tabs of a till: short pieces, as a look at the disk and a
 * write that depends on it. A tab that stopped in the middle is waited for within a bound only.
 */
export class CrossTabMutex {
    /**
     * @param {string} name
     * @param {Object} [options]
     * @param {LockManager} [options.locks] none (page without https): one at a time in this tab only
     * @param {import("./clock").Clock} [options.clock]
     */
    constructor(name, { locks, clock = realClock } = {}) {
        Object.assign(this, { name, locks, clock });
        this.mutex = new Mutex();
    }

    /**
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     * @template T
     */
    run(work) {
        return this.mutex.exec(() => (this.locks ? this._runLocked(work) : work()));
    }

    async _runLocked(work) {
        const waiting = new AbortController();
        const timer = this.clock.setTimeout(() => waiting.abort(), PATIENCE);
        let working;
        const begin = () => {
            this.clock.clearTimeout(timer);
            return (working = work());
        };
        try {
            return await this.locks.request(this.name, { signal: waiting.signal }, begin);
        } catch (error) {
            if (error.name !== "AbortError") {
                throw error;
            }
            // Begun: another tab did not want to wait any more. Not begun: neither do we.
            return working || this._steal(work);
        }
    }

    async _steal(work) {
        let working;
        const begin = () => (working = work());
        try {
            return await this.locks.request(this.name, { steal: true }, begin);
        } catch (error) {
            if (!working) {
                throw error;
            }
            return working;
        }
    }
}
