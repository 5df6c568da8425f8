const PATIENCE = 20000; // ms for which an answer may still show that the line is only slow

/**
 * The pings that are on their way: three at most, the oldest, which may show that the line is only
 * slow, the next one that is still within its deadline, and the last one.
 */
export class InFlightPings {
    /**
     * @param {Object} parts
     * @param {(signal: AbortSignal) => Promise<{layer: string|null, retryAfter?: number}>} parts.ask
     * @param {import("../lib/clock").Clock} parts.clock
     * @param {(answer: Object, took: number) => void} parts.onAnswer
     * @param {(started: number) => void} parts.onOverdue its deadline is over; it may still be answered
     * @param {string} parts.failure the layer of a question that fails without saying why
     */
    constructor({ ask, clock, onAnswer, onOverdue, failure }) {
        Object.assign(this, { ask, clock, onAnswer, onOverdue, failure });
        this._open = []; // oldest first
    }

    get isEmpty() {
        return this._open.length === 0;
    }

    /** @returns {boolean} whether the last one was sent within the last `ms` */
    isYounger(ms) {
        const youngest = this._open.at(-1);
        return Boolean(youngest) && this.clock.now() - youngest.started <= ms;
    }

    /** @param {number} deadline ms, never more than one is patient */
    send(deadline) {
        this._makeRoom();
        const ping = { started: this.clock.now(), isOverdue: false, abort: new AbortController() };
        const limit = Math.min(deadline, PATIENCE);
        ping.timer = this.clock.setTimeout(() => this._onDeadline(ping, limit), limit);
        this._open.push(ping);
        this.ask(ping.abort.signal).then(
            (answer) => this._onAnswer(ping, answer),
            () => this._onAnswer(ping, { layer: this.failure })
        );
    }

    /** Give all of them up. */
    clear() {
        this._open.forEach((ping) => this._drop(ping));
    }

    /**
     * However often somebody asks, one other than the oldest has its whole deadline: where answers take
     * longer than the time between two pings, and the oldest is lost, none would ever be heard.
     */
    _makeRoom() {
        const others = this._open.slice(1);
        const waiting = others.find(({ isOverdue }) => !isOverdue);
        others.filter((ping) => ping !== waiting).forEach((ping) => this._drop(ping));
    }

    _onDeadline(ping, limit) {
        ping.isOverdue = true;
        ping.timer = this.clock.setTimeout(() => this._drop(ping), PATIENCE - limit);
        this.onOverdue(ping.started);
    }

    _onAnswer(ping, answer) {
        if (this._open.includes(ping)) {
            this._drop(ping);
            this.onAnswer(answer, this.clock.now() - ping.started);
        }
    }

    _drop(ping) {
        this.clock.clearTimeout(ping.timer);
        this._open = this._open.filter((other) => other !== ping);
        ping.abort.abort();
    }
}
