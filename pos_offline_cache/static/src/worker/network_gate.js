import { NETWORK } from "./constants";

const PROBE_URL = "/web/webclient/version_info";
const LATE_FOR = 10000; // ms for which a request may still answer after the line was lost
const LOST_FOR = 30000; // ms; after this long without a try, the next request tries in earnest again

/**
 * Decides how long a request may wait for the server, and remembers what it saw: after one request
 * ran past its deadline, the following do not wait again until the server has answered one.
 */
export class NetworkGate {
    /**
     * @param {Object} [options]
     * @param {Function} [options.fetch]
     * @param {number} [options.deadline] ms
     */
    constructor({ fetch = globalThis.fetch.bind(globalThis), deadline = 3000 } = {}) {
        this._fetch = fetch;
        this._pending = new Set();
        this.deadline = deadline;
        this._lostAt = null;
        this._probing = null;
    }

    get state() {
        const isLost = this._lostAt !== null && Date.now() - this._lostAt < LOST_FOR;
        return isLost ? NETWORK.LOST : NETWORK.ANSWERS;
    }

    /**
     * As the platform's `fetch`. On a dead link a browser's few connections would soon all hang and
     * hold up whatever comes after, so requests that do not answer are let go some time later.
     */
    async fetch(input, init = {}) {
        if (input.mode === "navigate") {
            return this._fetch(input); // a navigation does not survive being changed
        }
        const abort = new AbortController();
        this._pending.add(abort);
        try {
            return await this._fetch(input, { ...init, signal: abort.signal });
        } finally {
            this._pending.delete(abort);
        }
    }

    /**
     * Wait for `answer` no longer than the line deserves.
     *
     * @param {Promise} answer rejects where the connection fails
     * @param {Object} [options]
     * @param {boolean} [options.patient] go on waiting past the deadline while Odoo answers something
     *  else: a long computation is not a dead link
     * @param {number} [options.limit] ms after which even the patient have waited long enough
     * @returns {Promise<{value: any, late: Promise|null}>} `value` is undefined when the answer
     *  failed or did not come in time; `late` then settles if it comes after all
     */
    async wait(answer, { patient = false, limit = Infinity } = {}) {
        const turn = { isOver: false };
        const seen = answer.then(
            (value) => {
                this._lostAt = null;
                return { value, late: null };
            },
            () => ({ value: undefined, late: null })
        );
        const first = await Promise.race([seen, this._untilLost(turn, patient, limit)]);
        turn.isOver = true;
        return first || { value: undefined, late: answer };
    }

    /** @returns {Promise<boolean>} whether it is Odoo itself that answers at this address now */
    isOdooThere() {
        this._probing ||= this._probe().finally(() => (this._probing = null));
        return this._probing;
    }

    /** Settle when there is no point in waiting any longer. */
    async _untilLost(turn, patient, limit) {
        const isLost = this.state === NETWORK.LOST;
        const isDead = await (isLost
            ? this._after(0)
            : patient
            ? this._untilDead(turn, limit)
            : this._after(this.deadline));
        if (!turn.isOver && isDead) {
            this._lose();
        }
    }

    _lose() {
        this._lostAt = Date.now();
        const hanging = [...this._pending];
        this._after(LATE_FOR).then(() => {
            for (const abort of hanging.filter((pending) => this._pending.has(pending))) {
                abort.abort();
            }
        });
    }

    /** @returns {Promise<boolean>} false: Odoo is there, but the limit is reached */
    async _untilDead(turn, limit) {
        const end = Date.now() + limit;
        do {
            await this._after(this.deadline / 2);
            if (Date.now() >= end) {
                return false;
            }
            // The look at the server shares the deadline, so that a dead link costs it only once.
        } while (!turn.isOver && (await this.isOdooThere()));
        return true;
    }

    async _probe() {
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), this.deadline / 2);
        try {
            const response = await this._fetch(PROBE_URL, {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: "{}",
                redirect: "error",
                cache: "no-store",
                signal: abort.signal,
            });
            return Boolean((await response.json()).result?.server_version);
        } catch {
            return false;
        } finally {
            clearTimeout(timer);
        }
    }

    _after(ms) {
        return new Promise((resolve) => setTimeout(() => resolve(true), ms));
    }
}
