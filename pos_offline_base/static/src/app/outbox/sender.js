import { Deferred } from "@web/core/utils/concurrency";
import { makeLogger } from "../lib/logger";
import { chooseBatch } from "./batch";
import { STATE } from "./journal";
import { judgeBatch, judgeError, judgeResult, VERDICT } from "./verdicts";
import { markInFlight, packOperation, settle } from "./steps";
import { RetrySchedule } from "./retry_schedule";

const log = makeLogger("Outbox");
const PROTOCOL = 1;
const LOOK = 5000; // ms

/** Takes the operations of an outbox to the server, one batch after the other. */
export class OutboxSender {
    /**
     * @param {import("./outbox").Outbox} outbox
     * @param {Object} parts
     * @param {import("./tab_leader").TabLeader} parts.leader
     * @param {import("../lib/clock").Clock} parts.clock
     * @param {() => number} parts.random
     */
    constructor(outbox, { leader, clock, random }) {
        Object.assign(this, { outbox, leader, clock });
        this.journal = outbox.journal;
        this.state = outbox.state;
        this.waits = new RetrySchedule({ clock, random });
        this._limit = undefined;
        this._isStarted = false;
        this._leaving = null; // Deferred of the run under way
        leader.onLead = () => this.wake();
        leader.whenFree = () => this.whenFree();
    }

    start({ transport, connection, identity }) {
        Object.assign(this, { transport, connection, identity });
        this._isStarted = true;
        this._unsubscribe = connection.onChange(() => this._onConnection());
        this.leader.start();
        this.wake();
    }

    stop() {
        this._isStarted = false;
        this._unsubscribe?.();
        this.clock.clearTimeout(this._timer);
        this.leader.stop();
    }

    get isPaused() {
        return !this._isStarted || this.connection.isOffline || this.state.isHalted;
    }

    /** Something may have to be sent: now, or when it is time. */
    wake() {
        if (this.isPaused || this.waits.isOn) {
            this._plan(); // a browser's timer may come a little early
        } else {
            this._run();
        }
    }

    /** Send all that can go, whatever was to be waited for. */
    async sendNow() {
        this.waits.forget();
        await this._run();
    }

    /** @returns {Promise} settles when nothing is on its way */
    async whenFree() {
        await this._sending?.catch(() => {});
    }

    /** @returns {Promise} see `Outbox` */
    async whenOff() {
        await this._leaving;
    }

    _onConnection() {
        if (this.connection.isOffline) {
            this.transport.abort();
        } else if (this.leader.isLeading) {
            this.waits.forget();
            this.wake();
        }
    }

    /** One run at a time; who comes meanwhile gets one that began after he came. */
    _run() {
        this._isWanted = true;
        this._running ||= this._runAll();
        return this._running;
    }

    async _runAll() {
        this._leaving = new Deferred();
        await null; // until `_running` is set
        try {
            while (this._isWanted && !this.isPaused) {
                this._isWanted = false;
                await this._sendAll();
            }
        } catch (error) {
            log("run", "Cannot go on now", [error]);
            this.waits.holdAll();
        }
        this._leaving.resolve();
        this.state.progress = { done: 0, total: 0 };
        this._plan();
        this._running = null;
    }

    async _sendAll() {
        this.waits.expire();
        await this.outbox.load();
        if (!this.journal.operations.length) {
            return;
        }
        if (!this.leader.isLeading) {
            this._leaving.resolve(); // the other tab may take a while
        }
        await this.leader.claim();
        await this.outbox.reload();
        await this._deliver(this.outbox.list({ state: STATE.DONE }));
        this.state.progress = { done: 0, total: this.state.pending };
        for (let batch = this._next(); batch.length; batch = this._next()) {
            this._sending = this._sendBatch(batch);
            await this._sending;
        }
    }

    _next() {
        if (this.isPaused || this.waits.isOn || !this.leader.isLeading) {
            return [];
        }
        const mayGo = ({ uuid }) => !this.waits.has(uuid);
        return chooseBatch(this.journal.operations, { mayGo, limit: this._limit });
    }

    async _sendBatch(chosen) {
        const uuids = chosen.map(({ uuid }) => uuid);
        const batch = await this.journal.change(uuids, markInFlight);
        this.outbox.changed();
        if (!batch.length) {
            return; // another tab was quicker
        }
        let answer;
        try {
            const sending = this.transport.send(this._pack(batch));
            this._leaving.resolve();
            answer = await sending;
        } catch (error) {
            return this._onTrouble(batch, judgeError(error), error);
        }
        await this._use(batch, answer);
    }

    async _use(batch, answer) {
        if (!Array.isArray(answer?.results)) {
            const error = answer?.error || { code: "unknown" };
            return this._onTrouble(
                batch,
                { code: error.code, verdict: judgeBatch(error.code) },
                error
            );
        }
        this.waits.forgetAll();
        this._limit = undefined;
        this.state.trouble = null;
        await this._settle(batch, answer.results);
    }

    _pack(batch) {
        const identity = this.identity();
        const acknowledged = this.journal.getAcknowledged(identity.device);
        const operations = batch.map(packOperation);
        return { protocol: PROTOCOL, ...identity, acknowledged, operations };
    }

    /** The batch as a whole did not go. */
    async _onTrouble(batch, { code, verdict }, { message, advice, retryAfter }) {
        this.state.trouble = { code, message, advice };
        const isSplit = verdict === VERDICT.SPLIT;
        this._limit = isSplit && batch.length > 1 ? Math.ceil(batch.length / 2) : undefined;
        this.state.isHalted = verdict === VERDICT.HALT;
        if (code === "server" || !isSplit) {
            this.waits.holdAll(retryAfter);
        }
        if (isSplit && batch.length === 1) {
            await this._onLoneTrouble(batch[0], { code, message, advice });
        }
    }

    /** What the server says of a batch of one, it says of this operation. */
    async _onLoneTrouble(operation, { code, message, advice }) {
        const { uuid } = operation;
        if (code === "server") {
            this.waits.hold(uuid); // may be over in a minute; the others go on without it
        } else {
            const refusal = { code, message, advice, recorded: false };
            await this._settle([operation], [{ uuid, status: "failed", ...refusal }]);
        }
    }

    async _settle(batch, results) {
        const resultOf = new Map(results.map((result) => [result.uuid, result]));
        const verdictOf = ({ uuid }) => judgeResult(resultOf.get(uuid));
        const { device } = this.identity();
        const answered = batch.filter((operation) => verdictOf(operation) !== VERDICT.AGAIN);
        // What the server has no row of is nothing by which it knows this till again.
        const known = answered.filter(({ uuid }) => resultOf.get(uuid).recorded !== false);
        const settled = await this.journal.change(
            answered.map(({ uuid }) => uuid),
            (operation) => settle(operation, verdictOf(operation), resultOf.get(operation.uuid)),
            { device, sequence: Math.max(0, ...known.map(({ sequence }) => sequence)) }
        );
        batch
            .filter((operation) => !answered.includes(operation))
            .forEach(({ uuid }) => this.waits.hold(uuid));
        const { done, total } = this.state.progress;
        this.state.progress = { done: done + settled.length, total };
        this.outbox.changed();
        await this._deliver(settled.filter(({ state }) => state === STATE.DONE));
        await this._tell(
            "failed",
            settled.filter(({ state }) => state === STATE.FAILED)
        );
    }

    /** Have everybody use the answers; what was used is forgotten, the rest is told again later. */
    async _deliver(operations) {
        const used = await this._tell("done", operations);
        const done = used.map(({ operation }) => operation);
        const left = operations.filter((operation) => !done.includes(operation));
        left.forEach(({ uuid }) => this.waits.hold(uuid));
        if (used.length) {
            const changes = used.flatMap((entry) => entry.changes);
            await this.journal.remove(done, changes);
            this.outbox.changed();
        }
    }

    async _tell(event, operations) {
        const used = [];
        for (const operation of operations) {
            const changes = await this.outbox.listeners.tell(event, operation);
            if (changes) {
                used.push({ operation, changes });
            }
        }
        if (operations.length) {
            this.outbox.changed({ type: event, operations });
        }
        return used;
    }

    /** Come back when the first wait is over. */
    _plan() {
        this.clock.clearTimeout(this._timer);
        const delay = this._getDelay();
        if (this.leader.isLeading && delay !== null) {
            this._timer = this.clock.setTimeout(() => this.wake(), delay);
        }
    }

    _getDelay() {
        if (!this._isStarted || this.state.isHalted) {
            return null;
        }
        const waiting = this.outbox.list().filter(({ state }) => state !== STATE.FAILED);
        if (this.connection.isOffline) {
            // Not every way in which a line comes back is told: stock's own word for it may not come.
            return waiting.length ? LOOK : null;
        }
        return this.waits.next(waiting.map(({ uuid }) => uuid));
    }
}
