import { reactive } from "@odoo/owl";
import { makeLogger } from "../lib/logger";
import { realClock } from "../lib/clock";
import { STATE } from "./journal";
import { OutboxListeners } from "./listeners";
import { OutboxSender } from "./sender";

const log = makeLogger("Outbox");

/**
 * What a till has to tell the server: durable operations, sent in batches when the line is there.
 *
 *     pending -> in flight -> done -> (forgotten, when all have used the answer)
 *                          -> failed -> pending (retried by a person) or (given up by a person)
 *
 * Each step is on the disk before the next begins. An operation in flight is sent again under its
 * uuid until there is an answer: the server applies it once.
 *
 * @typedef {import("./journal").Operation} Operation
 */
export class Outbox {
    /**
     * @param {Object} parts
     * @param {import("./journal").OutboxJournal} parts.journal
     * @param {import("./tab_leader").TabLeader} parts.leader
     * @param {BroadcastChannel} parts.channel to the other tabs
     * @param {import("../lib/clock").Clock} [parts.clock]
     * @param {() => number} [parts.random]
     * @param {number|null} [parts.user] who is signed in: what is added is theirs
     */
    constructor({
        journal,
        leader,
        channel,
        clock = realClock,
        random = Math.random,
        user = null,
    }) {
        Object.assign(this, { journal, channel, clock, user });
        this.state = reactive({
            pending: 0, // those in flight too
            inFlight: 0,
            failed: 0,
            trouble: null, // {code, message, advice}: why the last batch as a whole did not go
            isHalted: false, // until a person says that it goes on
            progress: { done: 0, total: 0 },
        });
        this.listeners = new OutboxListeners();
        this.sender = new OutboxSender(this, { leader, clock, random });
        this._onMessage = ({ data }) => this._hear(data);
        channel.addEventListener("message", this._onMessage);
    }

    /** Read what is on the disk. Called again it does nothing, unless it failed. */
    load() {
        this._loading ||= this.reload().catch((error) => {
            this._loading = null;
            throw error;
        });
        return this._loading;
    }

    /**
     * Begin to send.
     *
     * @param {Object} parts
     * @param {import("./transport").OutboxTransport} parts.transport
     * @param {{isOffline: boolean, onChange: Function}} parts.connection
     * @param {() => {database: string, device: string}} parts.identity
     */
    start(parts) {
        this.sender.start(parts);
    }

    stop() {
        this.sender.stop();
        this.channel.removeEventListener("message", this._onMessage);
    }

    /**
     * @param {Object} draft `{kind, payload, lane, after, cashier}`
     * @returns {Promise<Operation>} when it is on the disk
     */
    async add(draft) {
        await this.load();
        const { user } = this;
        const operation = await this.journal.add({ ...draft, user, created: this.clock.now() });
        this.changed();
        this.sender.wake();
        return operation;
    }

    /**
     * Settles when what can go now has left, without its answer; at once where all has to wait. So
     * what takes long, as drawing a page does, can be put after it.
     */
    whenOff() {
        return this.sender.whenOff();
    }

    /** @returns {Operation[]} in the order in which they were made */
    list({ kind, lane, state } = {}) {
        const isWanted = (wanted, value) => wanted === undefined || wanted === value;
        return this.journal.operations.filter(
            (operation) =>
                isWanted(kind, operation.kind) &&
                isWanted(lane, operation.lane) &&
                isWanted(state, operation.state)
        );
    }

    /** @returns {boolean} whether the signed-in user entered it; of what is from before that is not known */
    isOwn({ user = null }) {
        return user === null || this.user === null || user === this.user;
    }

    /**
     * Change what is to be sent, as long as nothing of it was sent.
     *
     * @returns {Promise<Operation|null>} null where it is too late
     */
    async replace(uuid, payload) {
        const isPending = ({ state }) => state === STATE.PENDING;
        return this._change(uuid, (old) => (isPending(old) ? { ...old, payload } : null));
    }

    /**
     * Send a failed operation again, corrected or not; any other one now.
     *
     * @returns {Promise<Operation|null>} null where it has not failed
     */
    async retry(uuid, payload) {
        const again = { state: STATE.PENDING, retry: true, answer: undefined };
        const operation = await this._change(uuid, (old) =>
            old.state === STATE.FAILED
                ? { ...old, ...again, payload: payload || old.payload }
                : null
        );
        this.flush();
        return operation;
    }

    /**
     * Ask the server again about failed operations: somebody may have solved them there.
     *
     * @param {string[]} [uuids] all that failed, by default
     */
    async recheck(uuids = this.list({ state: STATE.FAILED }).map(({ uuid }) => uuid)) {
        const changed = await this.journal.change(uuids, (old) =>
            old.state === STATE.FAILED ? { ...old, state: STATE.PENDING, retry: undefined } : null
        );
        if (changed.length) {
            this.changed();
            this.sender.wake();
        }
    }

    /**
     * Give up an operation for good.
     *
     * @returns {Promise<boolean>} false where it is gone or done
     */
    async discard(uuid, reason) {
        await this.sender.whenFree();
        const operation = this.journal.get(uuid);
        if (!operation || operation.state === STATE.DONE) {
            return false;
        }
        const text = `Given up: ${operation.kind} ${uuid}: ${reason}`;
        log("discard", text);
        await this.journal.remove([operation], await this.listeners.tell("discarded", operation));
        this.changed({ type: "discarded", operations: [operation] });
        return true;
    }

    /**
     * Send now all that can go, whatever was to be waited for.
     *
     * @returns {Promise<{left: number, failed: number}>}
     */
    async flush() {
        this.state.isHalted = false;
        await this.sender.sendNow();
        return { left: this.state.pending, failed: this.state.failed };
    }

    /**
     * @param {string} kind
     * @param {(operation: Operation, answer: Object) => Object[]|void|Promise} callback called in each
     *  tab, perhaps more than once; the changes of the store that it returns are written in the
     *  moment in which the operation is forgotten
     * @returns {Function} that ends it
     */
    onDone(kind, callback) {
        return this.listeners.add("done", kind, callback);
    }

    /** As `onDone`, when the server refused it. */
    onFailed(kind, callback) {
        return this.listeners.add("failed", kind, callback);
    }

    /** As `onDone`, when a person gave it up. */
    onDiscarded(kind, callback) {
        return this.listeners.add("discarded", kind, callback);
    }

    //-------------------------------------------------------------------------
    // With the sender and the other tabs
    //-------------------------------------------------------------------------

    async reload() {
        await this.journal.load();
        this._count();
    }

    /** Count again, here and in the other tabs. */
    changed(message = { type: "changed" }) {
        this._count();
        this.channel.postMessage(message);
    }

    async _change(uuid, change) {
        const [operation] = await this.journal.change([uuid], change);
        this.changed();
        return operation || null;
    }

    async _hear({ type, operations = [] }) {
        for (const operation of operations) {
            await this.listeners.tell(type, operation);
        }
        if (type !== "yield") {
            await this.reload().catch(() => {}); // the store's health says what is wrong
        }
    }

    _count() {
        const count = (state) => this.list({ state }).length;
        const inFlight = count(STATE.IN_FLIGHT);
        const pending = count(STATE.PENDING) + inFlight;
        Object.assign(this.state, { pending, inFlight, failed: count(STATE.FAILED) });
        this.listeners.changed();
    }
}
