import { ConnectionLostError } from "@web/core/network/rpc";
import { realClock } from "../lib/clock";
import { isGone } from "./server_ping";
import { ruleInSale, ruleOf } from "./rpc_catalog";
import { WaitingTime } from "./waiting_time";

/** The answer did not come in time. Stock's callers treat it as the lost connection that it is to them. */
export class DeadlineError extends ConnectionLostError {
    /**
     * @param {string} url
     * @param {Promise|null} [late] settles if the answer comes after all; its `abort` gives it up
     */
    constructor(url, late = null) {
        super(url);
        this.late = late;
    }
}

const RESERVE = 500; // ms of the deadline of a sale that are kept for drawing the receipt
const LEAST = 250; // ms that a request of a sale has, however many were before it

/** Gives RPCs the deadline that their rule says. */
export class RpcDeadlines {
    /**
     * @param {import("./connection_monitor").ConnectionMonitor} monitor whose deadline holds
     * @param {import("../lib/clock").Clock} [clock]
     */
    constructor(monitor, clock = realClock) {
        this.monitor = monitor;
        this.clock = clock;
        this._waiting = new Set();
        this._sale = null; // how long the sale that is under way has waited
        this._sales = 0;
        monitor.onChange(() => this._onChange());
    }

    /**
     * @param {string} url
     * @param {() => Promise} send as stock's `rpc`, with `abort`
     * @returns {Promise} with `abort`; rejects with DeadlineError when the answer does not come in time
     */
    bound(url, send) {
        const usual = ruleOf(url);
        const rule = this._sale ? ruleInSale(usual) : usual;
        const request = send();
        return rule ? this._bound(url, rule, request) : request;
    }

    /**
     * The way from Validate to the receipt begins. Until it ends, each request is bounded, and all of
     * them together wait no longer than the deadline: a sale that asks three times is as fast as one
     * that asks once. Time that the cashier takes for a question does not count.
     *
     * @returns {() => void} that ends it
     */
    beginSale() {
        this._sale ||= new WaitingTime(this.clock);
        this._sales += 1;
        return () => {
            this._sales -= 1;
            this._sale = this._sales ? this._sale : null;
        };
    }

    _bound(url, rule, request) {
        const started = this.clock.now();
        const wait = { url, rule, request, started, sale: this._sale };
        const bounded = new Promise((resolve, reject) => {
            wait.reject = reject;
            request.then(resolve, reject).finally(() => this._end(wait));
        });
        this._waiting.add(wait);
        this._setTimer(wait);
        wait.sale?.begin(wait);
        bounded.abort = (...args) => {
            this._end(wait);
            request.abort?.(...args);
        };
        return bounded;
    }

    _setTimer(wait) {
        wait.timer = this.clock.setTimeout(() => this._onDeadline(wait), this._delayOf(wait));
    }

    _delayOf({ rule, sale }) {
        const ofSale = this._ofSale;
        if (sale) {
            return Math.max(ofSale - sale.total, Math.min(LEAST, ofSale));
        }
        return rule.late ? ofSale : this.monitor.deadline;
    }

    get _ofSale() {
        const { deadline } = this.monitor;
        return Math.max(deadline - RESERVE, deadline / 2);
    }

    async _onDeadline(wait) {
        if (wait.rule.patient) {
            await this.monitor.check();
        } else {
            this._tellMissed(wait);
        }
        if (!this._waiting.has(wait)) {
            return; // answered, or ended with the line
        }
        if (this._mayGoOn(wait)) {
            this._setTimer(wait);
        } else {
            this._giveUp(wait);
        }
    }

    /** A late one of a sale had little time: that says nothing of the line yet. */
    _tellMissed({ started }) {
        if (this.clock.now() - started < this._ofSale) {
            this.monitor.suspect();
        } else {
            this.monitor.missed(started);
        }
    }

    /** One request may have vanished on a line that is there: patience ends as well. */
    _mayGoOn({ rule, started }) {
        const isOver = this.clock.now() - started >= rule.limit;
        const { isOffline, state } = this.monitor;
        return rule.patient && !isOver && !isGone(isOffline, state.layer);
    }

    /** The line was found dead: what still waits need not wait for its own deadline. */
    _onChange() {
        if (this.monitor.isOffline) {
            this._waiting.forEach((wait) => this._giveUp(wait));
        }
    }

    _giveUp(wait) {
        this._end(wait);
        if (wait.rule.late) {
            wait.reject(new DeadlineError(wait.url, wait.request));
        } else {
            wait.reject(new DeadlineError(wait.url));
            wait.request.abort?.(false);
        }
    }

    _end(wait) {
        this.clock.clearTimeout(wait.timer);
        this._waiting.delete(wait);
        wait.sale?.end(wait);
    }
}
