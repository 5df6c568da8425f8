import { ConnectionLostError } from "@web/core/network/rpc";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const PAGE = 200; // transfers
const PATIENCE = 8000; // ms; a shop that waits longer for its server waits longer here

/** What the till asks the server directly; each within a bound. */
export class SyncApi {
    /**
     * @param {Object} config the point of sale: its id, and how long its tills wait (in seconds)
     * @param {Object} orm Odoo's service
     * @param {import("@pos_offline_base/app/lib/clock").Clock} [clock]
     */
    constructor(config, orm, clock = realClock) {
        Object.assign(this, { config: config.id, orm: orm.silent, clock });
        this.deadline = Math.max(PATIENCE, (config.offline_deadline || 0) * 1000);
    }

    /** @returns {Promise<Object>} what has changed since `cursor` */
    pull(cursor) {
        return this._ask("pull_sync_orders", cursor, PAGE);
    }

    /** @returns {Promise<Object>} the payload of a transfer from or to this till */
    async read(transfer) {
        return (await this._ask("read_sync_order", transfer)).payload;
    }

    /** @returns {Promise<Object>} `{status, payload, transfer}`, or who has it */
    claim(transfer, device, cashier, token) {
        return this._ask("claim_sync_order", transfer, device, cashier, token);
    }

    getReceivers() {
        return this._ask("get_sync_receivers");
    }

    async _ask(method, ...args) {
        const request = this.orm.call("pos.config", method, [[this.config], ...args]);
        const giveUp = () => {
            request.abort?.(false);
            throw new ConnectionLostError(method);
        };
        return withDeadline(request, this.deadline, giveUp, this.clock);
    }
}
