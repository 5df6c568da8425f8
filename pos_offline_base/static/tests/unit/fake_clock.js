/** A clock that a test turns: nothing happens on it until `advance`. */
export class FakeClock {
    constructor() {
        this.time = 0;
        this._timers = new Map();
        this._id = 0;
        this.setTimeout = (callback, ms) => {
            this._timers.set(++this._id, { callback, at: this.time + ms });
            return this._id;
        };
        this.clearTimeout = (id) => this._timers.delete(id);
        this.now = () => this.time;
    }

    get isIdle() {
        return this._timers.size === 0;
    }

    /** Let `ms` go by; what falls due happens in order, with all that follows from it. */
    async advance(ms) {
        const end = this.time + ms;
        await settled();
        for (let next = this._next(end); next; next = this._next(end)) {
            const [id, { callback, at }] = next;
            this.time = at;
            this._timers.delete(id);
            callback();
            await settled();
        }
        this.time = end;
    }

    _next(end) {
        return [...this._timers]
            .filter(([, { at }]) => at <= end)
            .sort(([, one], [, other]) => one.at - other.at)[0];
    }
}

/** Until the promises that are settled now have been followed. */
export async function settled() {
    for (let i = 0; i < 20; i++) {
        await Promise.resolve();
    }
}

/** A server that answers pings as the test says; `null` is silence. */
export class FakeServer {
    /** @param {FakeClock} clock */
    constructor(clock) {
        this.clock = clock;
        this.pings = 0;
        this.answers = { layer: null };
        this.takes = 10; // ms
    }

    ping = (signal) => {
        this.pings += 1;
        const { answers, takes } = this;
        return new Promise((resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error("aborted")));
            if (answers) {
                this.clock.setTimeout(() => resolve(answers), takes);
            }
        });
    };

    fail(layer, more = {}) {
        this.answers = { layer, ...more };
    }

    swallow() {
        this.answers = null;
    }

    heal() {
        this.answers = { layer: null };
        this.takes = 10;
    }
}
