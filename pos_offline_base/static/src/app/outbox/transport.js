import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { realClock } from "../lib/clock";
import { readRetryAfter } from "./verdicts";
import { withDeadline } from "../lib/deadline";

const MODEL = "pos.config";
const METHOD = "apply_offline_operations";
const DEADLINE = 15000; // ms
const DEADLINE_PER_OPERATION = 300;

/** Brings batches to the server, each within a bound. */
export class OutboxTransport {
    /**
     * @param {number} config id of the point of sale
     * @param {Object} [options]
     * @param {typeof rpc} [options.send]
     * @param {import("../lib/clock").Clock} [options.clock]
     */
    constructor(config, { send = rpc, clock = realClock } = {}) {
        Object.assign(this, { config, clock });
        this._send = send;
        this._abort = () => {};
    }

    /**
     * @param {Object} batch
     * @returns {Promise<Object>} the server's answer; rejects as `rpc` does, with `retryAfter` in ms
     *  on the error where the server asked for patience
     */
    async send(batch) {
        const xhr = new browser.XMLHttpRequest(); // our own: its answer has a header to be read
        const args = [[this.config], batch];
        const params = { model: MODEL, method: METHOD, args, kwargs: { context: user.context } };
        const url = `/web/dataset/call_kw/${MODEL}/${METHOD}`;
        const request = this._send(url, params, { xhr, silent: true });
        try {
            return await this._bound(request, batch.operations.length);
        } catch (error) {
            error.retryAfter = readRetryAfter(readHeader(xhr), this.clock.now());
            throw error;
        }
    }

    /** The line is dead: what is under way ends as lost. */
    abort() {
        this._abort();
    }

    async _bound(request, count) {
        const lost = new Promise((_resolve, reject) => {
            this._abort = () => {
                reject(new ConnectionLostError());
                request.abort?.(false);
            };
        });
        const deadline = DEADLINE + count * DEADLINE_PER_OPERATION;
        const answer = Promise.race([request, lost]);
        const giveUp = () => {
            this._abort();
            return lost;
        };
        try {
            return await withDeadline(answer, deadline, giveUp, this.clock);
        } finally {
            this._abort = () => {};
        }
    }
}

function readHeader(xhr) {
    return xhr.readyState >= 2 ? xhr.getResponseHeader?.("Retry-After") : null;
}
