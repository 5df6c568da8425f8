import { ConnectionLostError } from "@web/core/network/rpc";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { isPaidHere } from "../paid/paid_records";
import { orderSteps } from "./order_steps";

const log = makeLogger("OwedSteps");
const LATE_FOR = 10000; // ms for which an answer past its deadline is still awaited

const isNewSale = (order) => order.isUnsyncedPaid || isPaidHere(order);

/** @returns {string} what a message is known by, also among the failures */
export const keyOf = ({ kind, uuid }) => `owed/${kind}/${uuid}`;

/** Brings what sales owe to the server, each message alone, until it is confirmed; see `orderSteps`. */
export class OwedSteps {
    /**
     * @param {Object} parts
     * @param {Object} parts.pos the store
     * @param {import("./owed_notes").OwedNotes} parts.notes
     * @param {import("@pos_offline_base/app/status/failure_log").FailureLog} parts.failures
     * @param {() => void} parts.retry called when there is something to send again
     * @param {Object} [parts.steps] the registry
     * @param {import("@pos_offline_base/app/lib/clock").Clock} [parts.clock]
     */
    constructor({ pos, notes, failures, retry, steps = orderSteps, clock = realClock }) {
        this.pos = pos;
        this.notes = notes;
        this.failures = failures;
        this.retry = retry;
        this.steps = steps;
        this.clock = clock;
        this.orphans = new Set(); // keys of messages whose sale is neither here nor on the server
        this._open = new Set(); // keys of messages that are under way
    }

    /**
     * What these sales will owe: on the disk before they are sent. One that the server has had before,
     * and that is sent again for its invoice or the kitchen, owes nothing new.
     */
    async writeDown(orders) {
        for (const order of orders.filter(isNewSale)) {
            for (const [kind, step] of this.steps.getEntries()) {
                await this._writeDown(kind, step, order);
            }
        }
    }

    async _writeDown(kind, step, order) {
        try {
            const data = await step.collect(this.pos, order);
            const note = makeNote(kind, order, data);
            await (data ? this.notes.put(note) : this.notes.strike(note));
        } catch (error) {
            log(kind, "Not written down", [error]);
        }
    }

    /**
     * Stock sends such a message now, right after the sale. What was written down before is what the
     * sale owes. One that is not confirmed stays owed, and is nothing that ends a sale.
     *
     * @param {string} kind
     * @param {Object} order
     * @param {*} data what stock sends
     * @param {(data: *) => Promise<*>} send
     * @returns {Promise<*>} the answer; undefined where there is none yet
     */
    async sendNow(kind, order, data, send) {
        if (!this.notes.get(kind, order.uuid)) {
            await this.notes.put(makeNote(kind, order, data));
        }
        return this._send(this.notes.get(kind, order.uuid), send);
    }

    /** Send all that is owed; one by one, as they may be about the same card. */
    async sendAll() {
        for (const note of this.notes.all) {
            if (this.pos.data.network.offline) {
                return;
            }
            await this.sendOne(note);
        }
    }

    /** @param {import("./owed_notes").OwedNote} note */
    async sendOne(note) {
        const step = this.steps.get(note.kind, null);
        const id = step && !this._open.has(keyOf(note)) && (await this._findSale(note));
        if (id) {
            const answer = await this._send(note, (data) => step.send(this.pos, id, data));
            this._use(note, answer);
        }
    }

    async discard(note) {
        this._forget(note);
        await this.notes.strike(note);
    }

    async _send(note, send) {
        const key = keyOf(note);
        if (this._open.has(key)) {
            return; // its answer, when it comes, strikes it out
        }
        this._open.add(key);
        let late = null;
        try {
            const answer = await send(note.data);
            await this.discard(note);
            return answer;
        } catch (error) {
            late = error.late;
            await this._failed(note, error);
        } finally {
            // A request that is still open could do the same as another one beside it.
            late ? this._awaitLate(note, late) : this._open.delete(key);
        }
    }

    async _failed(note, error) {
        const text = `Owed: ${note.kind} of ${note.reference}`;
        log("send", text, [error]);
        if (!(error instanceof ConnectionLostError)) {
            await this.failures.note(keyOf(note), error);
        } else if (error.url && !error.late) {
            this.retry();
        }
    }

    async _awaitLate(note, request) {
        const { promise: givenUp, timer } = this._giveUpLater(request);
        try {
            this._use(note, await Promise.race([request, givenUp]));
            await this.discard(note);
        } catch (error) {
            await this._failed(note, error);
        } finally {
            this.clock.clearTimeout(timer);
            this._open.delete(keyOf(note));
        }
    }

    /** An answer that does not come at all holds nothing up: the server takes a repeat for one. */
    _giveUpLater(request) {
        const late = {};
        late.promise = new Promise((_resolve, reject) => {
            late.timer = this.clock.setTimeout(() => {
                request.abort?.(false);
                reject(new ConnectionLostError("given up"));
            }, LATE_FOR);
        });
        return late;
    }

    _use(note, answer) {
        if (answer) {
            this.steps.get(note.kind, null)?.use?.(this.pos, answer);
        }
    }

    /** @returns {Promise<number|null>} the number of the sale; null while the server has not got it */
    async _findSale(note) {
        const { models, data } = this.pos;
        const domain = [["uuid", "=", note.uuid]];
        try {
            const [sale] = await data.orm.silent.searchRead("pos.order", domain, ["state"]);
            const isKnown = sale || models["pos.order"].getBy("uuid", note.uuid);
            this.orphans[isKnown ? "delete" : "add"](keyOf(note));
            return sale && sale.state !== "draft" ? sale.id : null;
        } catch (error) {
            await this._failed(note, error);
            return null;
        } finally {
            this.notes.changed();
        }
    }

    _forget(note) {
        this.failures.forget(keyOf(note));
        this.orphans.delete(keyOf(note));
    }
}

function makeNote(kind, { uuid, pos_reference: reference }, data) {
    return { kind, uuid, reference, since: Date.now(), data };
}
