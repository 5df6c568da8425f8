import { markRaw, reactive } from "@odoo/owl";
import { LAYER } from "./probe";
import { realClock } from "./clock";

/** How the till stands with the server. */
export const STATUS = Object.freeze({
    ONLINE: "online",
    SLOW: "slow", // it answers, later than a cashier likes to wait
    OFFLINE: "offline",
});

export const DEADLINE = 3000; // ms that a ping, and a request that a sale waits for, may take
const QUIET = 5000; // ms without a sign of life before the next ping; with the deadline: < 10 s
const QUIET_HIDDEN = 60000;
const RETRY = 1500; // ms between two pings while offline: online is shown 3 s after it is
const RETRY_HIDDEN = 15000;
const CONFIRM = 700; // ms before the second look that one failure, or a flapping line, asks for
const SLOW_AFTER = 1000; // ms
const FLAPPING = 10000; // a line that was up for less than this must answer twice to count as up
const PATIENCE = 20000; // ms for which a ping's answer may still show that the line is only slow
const FRESH = 1000; // ms; who asks while a ping this young is on its way waits for that one

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
     * @param {(signal: AbortSignal) => Promise<{layer: string|null, retryAfter?: number}>} parts.ping
     * @param {import("./clock").Clock} [parts.clock]
     * @param {number} [parts.deadline] ms
     */
    constructor({ ping, clock = realClock, deadline = DEADLINE }) {
        Object.assign(this, { ping, clock, deadline });
        const now = clock.now();
        this.state = reactive({ status: STATUS.ONLINE, layer: null, since: now, lastAnswer: now });
        this.isRunning = false;
        this._isHidden = false;
        this._callbacks = new Set();
        this._askers = [];
        this._pings = []; // on their way, oldest first
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
        this._pings.slice().forEach((ping) => this._drop(ping));
        this._settle();
    }

    /**
     * Ping now.
     *
     * @returns {Promise<string>} the status that follows from it
     */
    check() {
        const verdict = new Promise((resolve) => this._askers.push(resolve));
        this.suspect();
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
        const youngest = this._pings.at(-1);
        if (!youngest || this.clock.now() - youngest.started > FRESH) {
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

    //-------------------------------------------------------------------------
    // Pings
    //-------------------------------------------------------------------------

    _send() {
        // Two at most: the oldest, which may show that the line is only slow, and this one.
        this._pings.slice(1).forEach((ping) => this._drop(ping));
        const ping = { started: this.clock.now(), abort: new AbortController() };
        ping.timer = this.clock.setTimeout(() => this._onOverdue(ping), this._pingDeadline);
        this._pings.push(ping);
        this.ping(ping.abort.signal).then(
            (answer) => this._onAnswer(ping, answer),
            () => this._onAnswer(ping, { layer: LAYER.REFUSED })
        );
        this._plan();
    }

    /** On a line that is known to be slow, an answer as slow as the last one is no outage. */
    get _pingDeadline() {
        const isSlow = this.state.status === STATUS.SLOW;
        return isSlow
            ? Math.min(Math.max(this.deadline, 2 * this._lastTook), PATIENCE)
            : this.deadline;
    }

    _drop(ping) {
        this.clock.clearTimeout(ping.timer);
        this._pings = this._pings.filter((other) => other !== ping);
        ping.abort.abort();
    }

    _onOverdue(ping) {
        const left = PATIENCE - (this.clock.now() - ping.started);
        ping.timer = this.clock.setTimeout(() => this._drop(ping), Math.max(left, 0));
        if (this.state.lastAnswer <= ping.started) {
            this._fail(LAYER.NETWORK);
        }
    }

    _onAnswer(ping, { layer, retryAfter }) {
        if (!this._pings.includes(ping)) {
            return; // dropped meanwhile
        }
        this._drop(ping);
        if (layer) {
            this._onFailure(layer, retryAfter);
        } else {
            this._onSuccess(this.clock.now() - ping.started);
        }
    }

    _onSuccess(took) {
        this._pings.slice().forEach((ping) => this._drop(ping)); // they have nothing to add
        this.state.lastAnswer = this.clock.now();
        this._failures = 0;
        this._lastTook = took;
        this._answers += 1;
        if (this.isRunning && this.isOffline && this._answers < this._answersWanted) {
            return this._plan(CONFIRM);
        }
        // Half of it to be fast again, so that a line at the limit does not change with each answer.
        const limit = this.state.status === STATUS.SLOW ? SLOW_AFTER / 2 : SLOW_AFTER;
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
            this._plan(CONFIRM);
        }
    }

    _fail(layer, retryAfter) {
        this._answers = 0;
        this._go(STATUS.OFFLINE, layer);
        this._plan(retryAfter);
        this._settle();
    }

    //-------------------------------------------------------------------------
    // State
    //-------------------------------------------------------------------------

    /** Call `_send` when it is time; only the last plan holds. */
    _plan(delay = this._usualDelay) {
        this.clock.clearTimeout(this._timer);
        if (this.isRunning) {
            this._timer = this.clock.setTimeout(() => this._onTime(), delay);
        }
    }

    get _usualDelay() {
        if (this.isOffline) {
            return this._isHidden ? RETRY_HIDDEN : RETRY;
        }
        const heard = this._pings.length ? 0 : this.clock.now() - this.state.lastAnswer;
        return Math.max(this._quiet - heard, CONFIRM);
    }

    get _quiet() {
        return this._isHidden ? QUIET_HIDDEN : QUIET;
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
            this._answersWanted = now - this._onlineSince < FLAPPING ? 2 : 1;
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
