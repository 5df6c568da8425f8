import { Deferred } from "@web/core/utils/concurrency";
import { realClock } from "../lib/clock";

const PATIENCE = 3000; // ms

/**
 * One tab of a till leads. A tab that dies hands over as the browser frees its lock; one that lives
 * hands over when another asks, after the piece of work that it is at; one that is frozen is not
 * waited for longer than a moment.
 */
export class TabLeader {
    /**
     * @param {string} name
     * @param {Object} parts
     * @param {LockManager} [parts.locks] none (page without https): each tab leads itself
     * @param {BroadcastChannel} parts.channel to the other tabs
     * @param {import("../lib/clock").Clock} [parts.clock]
     */
    constructor(name, { locks, channel, clock = realClock }) {
        Object.assign(this, { name, locks, channel, clock });
        this.isLeading = !locks;
        this.onLead = () => {};
        this.whenFree = async () => {};
        this._isStopped = false;
        this._leading = new Deferred();
        this._free = () => {};
        this._onMessage = ({ data }) => data.type === "yield" && this._yield();
    }

    /** Queue up; lead as soon as no other tab does. */
    start() {
        if (this.locks) {
            this.channel.addEventListener("message", this._onMessage);
            this._queue();
        }
    }

    /** Lead no more. */
    stop() {
        this._isStopped = true;
        this.isLeading = false;
        this.channel.removeEventListener("message", this._onMessage);
        this._waiting?.abort();
        this._free();
    }

    /** Lead now: the tab that a person works with knows that it is alive. */
    async claim() {
        if (this.isLeading || this._isStopped) {
            return;
        }
        this.channel.postMessage({ type: "yield" });
        const timer = this.clock.setTimeout(() => this._steal(), PATIENCE);
        await this._leading;
        this.clock.clearTimeout(timer);
    }

    _queue() {
        this._waiting = new AbortController();
        this._request({ signal: this._waiting.signal });
    }

    _steal() {
        this._waiting.abort();
        this._request({ steal: true });
    }

    async _request(options) {
        try {
            await this.locks.request(this.name, options, () => this._lead());
        } catch (error) {
            if (error.name !== "AbortError") {
                throw error;
            }
            this._onLost(options);
        }
    }

    _lead() {
        if (this._isStopped) {
            return;
        }
        const held = new Promise((resolve) => (this._free = resolve));
        this.isLeading = true;
        this._leading.resolve();
        this.onLead();
        return held;
    }

    /** Taken away by another tab, which thought that this one is dead. */
    _onLost({ signal }) {
        if (!signal?.aborted && this.isLeading) {
            this._follow();
        }
    }

    async _yield() {
        if (this.isLeading) {
            this._follow(await this._finish());
        }
    }

    async _finish() {
        this.isLeading = false; // whoever is at work stops after this piece
        await this.whenFree();
        return this._free;
    }

    _follow(free = () => {}) {
        this.isLeading = false;
        this._leading = new Deferred();
        free();
        if (!this._isStopped) {
            this._queue();
        }
    }
}
