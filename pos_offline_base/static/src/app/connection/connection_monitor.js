import { markRaw, reactive } from "@odoo/owl";
import { realClock } from "../lib/clock";
import { STATUS, TIMES } from "./connection_constants";
import { InFlightPings } from "./in_flight_pings";
import { LAYER } from "./server_ping";

export { STATUS };

/**
 * The till's one opinion on its connection. It pings when nothing else was heard from the server, at
 * once when something looks wrong, often while offline; and it knows what failed.
 *
 *     online <-> slow      by how long an answer took
 *     online  -> offline   no answer within the deadline; signed out; or two failures, one by one
 *     offline -> online    an answer in time; two of them where the line was flapping
 *     offline -> slow      an answer after its deadline
 */
export class ConnectionMonitor {
    /**
     * @param {Object} parts
     * @param {(signal: AbortSignal) => Promise<Object>} parts.ping as `ServerPing.ask`
     * @param {import("../lib/clock").Clock} [parts.clock]
     * @param {number} [parts.deadline] ms
     */
    constructor({ ping, clock = realClock, deadline = TIMES.DEADLINE }) {
        Object.assign(this, { ping, clock, deadline });
        const now = clock.now();
        const state = { status: STATUS.ONLINE, layer: null, since: now, lastAnswer: now };
        this.state = reactive({ ...state, otherUser: null });
        this.isRunning = false;
        this._isHidden = false;
        this._isSparing = false;
        this._callbacks = new Set();
        this._askers = [];
        this._pings = new InFlightPings({
            ask: (signal) => this.ping(signal),
            clock,
            onAnswer: (answer, took) => this._onAnswer(answer, took),
            onOverdue: (started) => this._onOverdue(started),
            failure: LAYER.REFUSED,
        });
        this._failures = 0;
        this._answers = 0; // in a row, while offline
        this._answersWanted = 1;
        this._onlineSince = -Infinity;
        this._lastTook = 0;
        markRaw(this);
    }

    get isOffline() {
        return this.state.status === STATUS.OFFLINE;
    }

    /** Watch from now on. */
    start() {
        this.isRunning = true;
        this._plan();
    }

    /** Ask nothing any more; whoever still waits for an answer gets the last known status. */
    stop() {
        this.isRunning = false;
        this.clock.clearTimeout(this._timer);
        this._pings.clear();
        this._settle();
    }

    /**
     * Ping now.
     *
     * @returns {Promise<string>} the status that follows from it
     */
    check() {
        const verdict = new Promise((resolve) => this._askers.push(resolve));
        this._answersWanted = 1; // somebody waits: what holds now is what counts
        this.isOffline ? this._send() : this.suspect();
        return verdict;
    }

    /**
     * @param {(state: Object) => void} callback called after each change of status or layer
     * @returns {Function} that ends it
     */
    onChange(callback) {
        this._callbacks.add(callback);
        return () => this._callbacks.delete(callback);
    }

    //-------------------------------------------------------------------------
    // What others saw
    //-------------------------------------------------------------------------

    /** The server itself has answered a request. */
    answered() {
        this.state.lastAnswer = this.clock.now();
        this._failures = 0;
        if (this.isOffline) {
            this._send(); // the one on its way may be from before the line came back
        }
    }

    /** Something failed, or takes too long: look at once. */
    suspect() {
        if (!this._pings.isYounger(TIMES.FRESH)) {
            this._send();
        }
    }

    /**
     * A request got no answer within the deadline. Where nothing else was heard since it was sent, that
     * says the same as a ping's silence, and the next request need not wait again.
     *
     * @param {number} started ms
     */
    missed(started) {
        if (this.state.lastAnswer <= started) {
            this._fail(LAYER.NETWORK);
        }
    }

    /** The server does not know the user any more. */
    expired() {
        this._fail(LAYER.SESSION);
    }

    /** The page was opened without the server. */
    assumeOffline() {
        this._fail(LAYER.NETWORK);
        this.suspect();
    }

    /** Nobody looks at a hidden page: it asks seldom, and at once when it is shown again. */
    setHidden(isHidden) {
        this._isHidden = isHidden;
        if (isHidden) {
            this._plan();
        } else {
            this.suspect();
        }
    }

    /** While every request stands in the way of something else: ask seldom. */
    setSparing(isSparing) {
        if (this._isSparing !== isSparing) {
            this._isSparing = isSparing;
            this._plan();
        }
    }

    _send() {
        this._pings.send(this._pingDeadline);
        this._plan();
    }

    /** On a line that is known to be slow, an answer as slow as the last one is no outage. */
    get _pingDeadline() {
        const isSlow = this.state.status === STATUS.SLOW;
        return isSlow ? Math.max(this.deadline, 2 * this._lastTook) : this.deadline;
    }

    _onOverdue(started) {
        if (this.state.lastAnswer <= started) {
            this._fail(LAYER.NETWORK);
        }
    }

    _onAnswer({ layer, retryAfter, otherUser = null }, took) {
        this.state.otherUser = otherUser;
        if (layer) {
            this._onFailure(layer, retryAfter);
        } else {
            this._onSuccess(took);
        }
    }

    _onSuccess(took) {
        this._pings.clear(); // they have nothing to add
        this.state.lastAnswer = this.clock.now();
        this._failures = 0;
        this._lastTook = took;
        this._answers += 1;
        if (this.isRunning && this.isOffline && this._answers < this._answersWanted) {
            return this._plan(TIMES.CONFIRM);
        }
        // Half of it to be fast again, so that a line at the limit does not change with each answer.
        const limit = this.state.status === STATUS.SLOW ? TIMES.SLOW_AFTER / 2 : TIMES.SLOW_AFTER;
        this._go(took > limit ? STATUS.SLOW : STATUS.ONLINE, null);
        this._plan();
        this._settle();
    }

    /** One failure may be a hiccup: look again. What is certain, or known, is said at once. */
    _onFailure(layer, retryAfter) {
        this._failures += 1;
        const isCertain = layer === LAYER.SESSION || this.isOffline || this._failures > 1;
        if (isCertain || !this.isRunning) {
            this._fail(layer, retryAfter);
        } else {
            this._plan(TIMES.CONFIRM);
        }
    }

    _fail(layer, retryAfter) {
        this._answers = 0;
        this._go(STATUS.OFFLINE, layer);
        this._plan(retryAfter);
        this._settle();
    }

    /** Call `_send` when it is time; only the last plan holds. */
    _plan(delay = this._usualDelay) {
        this.clock.clearTimeout(this._timer);
        if (this.isRunning) {
            this._timer = this.clock.setTimeout(() => this._onTime(), delay);
        }
    }

    get _usualDelay() {
        if (this.isOffline) {
            return this._isHidden ? TIMES.RETRY_HIDDEN : TIMES.RETRY;
        }
        const heard = this._pings.isEmpty ? this.clock.now() - this.state.lastAnswer : 0;
        return Math.max(this._quiet - heard, TIMES.CONFIRM);
    }

    get _quiet() {
        return this._isHidden || this._isSparing ? TIMES.QUIET_HIDDEN : TIMES.QUIET;
    }

    _onTime() {
        const heard = this.clock.now() - this.state.lastAnswer;
        if (!this.isOffline && !this._failures && heard < this._quiet) {
            this._plan(); // other requests were answered meanwhile: no need to ask
        } else {
            this._send();
        }
    }

    _go(status, layer) {
        const { state } = this;
        if (state.status === status && state.layer === layer) {
            return;
        }
        const now = this.clock.now();
        if (status === STATUS.OFFLINE && !this.isOffline) {
            this._answers = 0;
            this._answersWanted = now - this._onlineSince < TIMES.FLAPPING ? 2 : 1;
        } else if (status !== STATUS.OFFLINE && this.isOffline) {
            this._onlineSince = now;
        }
        const since = state.status === status ? state.since : now;
        Object.assign(state, { status, layer, since });
        this._callbacks.forEach((callback) => callback(state));
    }

    _settle() {
        this._askers.splice(0).forEach((resolve) => resolve(this.state.status));
    }
}
