import { delay } from "@web/core/utils/concurrency";
import { ConnectionLostError } from "@web/core/network/rpc";
import { rememberChanges } from "./order_changes";

const TURN_TIMEOUT = 10000; // ms; after that an order is sent as stock does, beside the other try

/**
 * Sends orders by stock's own method, one at a time, so that one that is refused neither stops nor
 * hides the others, and stays to be sent until the server has answered.
 *
 * Stock forgets what changed when it writes the message, not when the answer comes; it stops a batch
 * at the first refusal when its caller wants to know; and it takes the order that is being paid back
 * to the cart when an older one is refused.
 */
export class OrderSync {
    /**
     * @param {Object} pos the till's store
     * @param {import("./failure_log").FailureLog} failures
     * @param {(progress: {done: number, total: number}) => void} [report]
     */
    constructor(pos, failures, report = () => {}) {
        this.pos = pos;
        this.failures = failures;
        this.report = report;
        this.inFlight = new Map(); // uuid → promise of the try that is under way
        this.isDeleting = true; // whether stock's method may send deletions itself
        this.ownOrder = null;
    }

    /** Run `work`, within which "send all, I wait for it" means this order first of all. */
    async first(order, work) {
        this.ownOrder = order;
        try {
            return await work();
        } finally {
            this.ownOrder = null;
        }
    }

    /**
     * Send what is due.
     *
     * @param {(options: Object) => Promise} stock stock's `syncAllOrders`
     * @param {Object} options as stock's
     */
    async run(stock, options = {}) {
        if (this.pos.data.network.offline) {
            return stock(options);
        }
        const lost = await this._sendDeletions();
        const orders = lost ? [] : this._choose(options);
        const { synced, error } = orders.length
            ? await this._sendEach(orders, stock, options)
            : { synced: undefined, error: lost }; // undefined: stock's word for nothing to do
        if (error && options.throw) {
            throw error;
        }
        if (error && !(error instanceof ConnectionLostError)) {
            this.pos.deviceSync.readDataFromServer(); // as stock: what is here may be outdated
        }
        return synced;
    }

    _choose(options) {
        const { orderToCreate, orderToUpdate } = this.pos.getPendingOrder();
        const pending = [...orderToCreate, ...orderToUpdate];
        if (!options.orders && options.throw && this.ownOrder) {
            if (pending.some((order) => !order.isEqual(this.ownOrder))) {
                this.pos.syncAllOrdersDebounced();
            }
            return [this.ownOrder];
        }
        return (options.orders || pending).filter((order) => order.isDirty() || options.force);
    }

    async _sendEach(orders, stock, options) {
        const synced = [];
        let error = null;
        for (const [done, order] of orders.entries()) {
            this.report({ done, total: orders.length });
            try {
                synced.push(...(await this._send(order, stock, options)));
            } catch (caught) {
                error ??= caught;
                if (caught instanceof ConnectionLostError) {
                    break; // the others would wait in vain, one after the other
                }
            }
        }
        this.report({ done: orders.length, total: orders.length });
        return { synced, error };
    }

    /** The same order is never on its way twice: the second message would repeat the first's lines. */
    async _send(order, stock, options) {
        const other = this.inFlight.get(order.uuid);
        if (other) {
            await Promise.race([other, delay(TURN_TIMEOUT)]);
        }
        const sending = this._try(order, stock, options);
        const settled = sending.catch(() => {});
        this.inFlight.set(order.uuid, settled);
        try {
            return await sending;
        } finally {
            if (this.inFlight.get(order.uuid) === settled) {
                this.inFlight.delete(order.uuid);
            }
        }
    }

    async _try(order, stock, options) {
        const { id, uuid } = order;
        const putBack = rememberChanges(order);
        if (order.finalized) {
            this.pos.addPendingOrder([id]); // a sale waits until the server has answered for it
        }
        try {
            this.isDeleting = false;
            const synced = await stock({ ...options, orders: [order], throw: true });
            this._noteAnswer(order, synced);
            return synced || [];
        } catch (error) {
            putBack();
            this.pos.addPendingOrder([order.id]);
            await this.failures.note(uuid, error);
            throw error;
        } finally {
            this.isDeleting = true;
            this.pos.syncingOrders.delete(id); // stock adds the id, and takes away the uuid
        }
    }

    /** What was changed while the message was on its way is to be sent as well. */
    _noteAnswer(order, synced) {
        if (synced) {
            this.failures.forget(order.uuid);
        }
        if (synced && order.isDirty()) {
            this.pos.addPendingOrder([order.id]);
            this.pos.syncAllOrdersDebounced();
        }
    }

    /**
     * Stock never forgets a deletion that was sent, and sends no order when one is refused.
     *
     * @returns {Promise<ConnectionLostError|undefined>}
     */
    async _sendDeletions() {
        const ids = this.pos.getOrderIdsToDelete();
        for (const id of ids) {
            try {
                await this.pos.deleteOrders([], [id]);
                this.pos.pendingOrder.delete.delete(id);
                this.failures.forget(`delete-${id}`);
            } catch (error) {
                await this.failures.note(`delete-${id}`, error);
                if (error instanceof ConnectionLostError) {
                    return error;
                }
            }
        }
    }
}
