import { uuidv4 } from "@point_of_sale/utils";
import { makeLogger } from "../lib/logger";

const log = makeLogger("OutboxJournal");
const AREA = "outbox";
const META = "outbox_meta";
const COUNTERS = "counters";

export const STATE = Object.freeze({
    PENDING: "pending", // never sent: may still be changed
    IN_FLIGHT: "in_flight", // sent at least once, and no answer is known
    DONE: "done", // the server's answer is on the disk, and not everybody has used it yet
    FAILED: "failed", // the server said no: it waits for a person
});

/**
 * @typedef {Object} Operation
 * @property {string} uuid
 * @property {number} sequence
 * @property {string} kind what the server is to do
 * @property {string} lane those of one lane are sent in order
 * @property {string[]} after operations that must be done before
 * @property {Object} payload
 * @property {number|null} cashier
 * @property {number|null} [user] who was signed in; it is not sent: the server knows who sends
 * @property {number} created ms
 * @property {string} state
 * @property {boolean} [retry] tried again on purpose
 * @property {Object} [answer] the server's result
 */

function isOperation(value) {
    return (
        ["uuid", "kind", "lane"].every((key) => typeof value?.[key] === "string") &&
        Number.isInteger(value.sequence) &&
        Array.isArray(value.after) &&
        Object.values(STATE).includes(value.state) &&
        typeof value.payload === "object"
    );
}

const putOf = (operation) => ({ op: "put", area: AREA, id: operation.uuid, value: operation });
const deleteOf = ({ uuid }) => ({ op: "delete", area: AREA, id: uuid });

/**
 * The operations of a till on its disk. Each change reads what is there and writes what follows from
 * it, alone among all tabs; `operations` is what this tab saw last.
 */
export class OutboxJournal {
    /**
     * @param {import("../store/durable_store").DurableStore} store
     * @param {import("../lib/cross_tab_mutex").Exclusive} exclusive
     */
    constructor(store, exclusive) {
        Object.assign(this, { store, exclusive });
        this.operations = [];
        this.counters = {};
    }

    /** Read what is on the disk. */
    async load() {
        const [records, counters] = await Promise.all([
            this.store.getAll(AREA),
            this._readCounters(),
        ]);
        const values = records.map(({ value }) => value);
        this.operations = values.filter(isOperation).sort((a, b) => a.sequence - b.sequence);
        this.counters = counters;
        if (values.length > this.operations.length) {
            log("load", "A record is no operation");
        }
    }

    /**
     * The server counts for each device: a till that has become another one has no answers yet.
     *
     * @param {string} device
     * @returns {number} the highest sequence for which the server has answered to this device
     */
    getAcknowledged(device) {
        return countOf(this.counters, device);
    }

    /** @returns {Operation|undefined} */
    get(uuid) {
        return this.operations.find((operation) => operation.uuid === uuid);
    }

    /**
     * @param {Object} draft
     * @returns {Promise<Operation>} on the disk
     */
    add({ kind, payload, lane, after = [], cashier = null, user = null, created }) {
        return this.exclusive.run(async () => {
            const counters = await this._readCounters();
            const last = Math.max(counters.sequence, this.operations.at(-1)?.sequence || 0);
            const sequence = last + 1;
            const about = { kind, payload, lane, after, cashier, user, created };
            const operation = { uuid: uuidv4(), sequence, ...about, state: STATE.PENDING };
            await this.store.apply([putOf(operation), countersOf({ ...counters, sequence })]);
            this.operations = [...this.operations, operation];
            return operation;
        });
    }

    /**
     * Change operations by what is on the disk now.
     *
     * @param {string[]} uuids
     * @param {(operation: Operation) => Operation|null} change null leaves it as it is
     * @param {{device: string, sequence: number}} [answered] the highest sequence that the server has
     *  answered for, of the device that this till was then
     * @returns {Promise<Operation[]>} the changed ones
     */
    change(uuids, change, answered) {
        return this.exclusive.run(async () => {
            await this.load();
            const wanted = new Set(uuids);
            const changed = this.operations
                .filter(({ uuid }) => wanted.has(uuid))
                .map(change)
                .filter(Boolean);
            const counters = await this._readCounters();
            const news = changed.map(putOf);
            if (answered && answered.sequence > countOf(counters, answered.device)) {
                const { device, sequence: acknowledged } = answered;
                this.counters = { ...counters, device, acknowledged };
                news.push(countersOf(this.counters));
            }
            await this._apply(news);
            const byUuid = new Map(changed.map((operation) => [operation.uuid, operation]));
            this.operations = this.operations.map((old) => byUuid.get(old.uuid) || old);
            return changed;
        });
    }

    /**
     * Forget operations, together with whatever else is to be written then.
     *
     * @param {Operation[]} operations
     * @param {Object[]} [more] as for `DurableStore.apply`
     */
    remove(operations, more = []) {
        return this.exclusive.run(async () => {
            await this._apply([...operations.map(deleteOf), ...more]);
            const gone = new Set(operations.map(({ uuid }) => uuid));
            this.operations = this.operations.filter(({ uuid }) => !gone.has(uuid));
        });
    }

    async _apply(changes) {
        if (changes.length) {
            await this.store.apply(changes);
        }
    }

    /** Damaged counters are begun anew: the sequence goes on from the operations that are there. */
    async _readCounters() {
        const value = await this.store.get(META, COUNTERS).catch((error) => {
            if (error.name !== "StoreCorruptError") {
                throw error;
            }
        });
        const { sequence = 0, acknowledged = 0, device } = value || {};
        return { sequence, acknowledged, device };
    }
}

const countersOf = (value) => ({ op: "put", area: META, id: COUNTERS, value });

function countOf({ acknowledged = 0, device }, asked) {
    return device === asked ? acknowledged : 0;
}
