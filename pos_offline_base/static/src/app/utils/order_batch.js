import { ConnectionLostError } from "@web/core/network/rpc";
import { STATUS } from "./connection_constants";
import { DeadlineError } from "./rpc_deadlines";

/**
 * Sends orders by stock's own method, one at a time, so that one that is refused neither stops nor
 * hides the others, and stays to be sent until the server has answered for it.
 *
 * Stock stops a batch at the first refusal when its caller wants to know, says nothing of it when the
 * caller does not, and sends no order at all while a deletion is refused.
 */
export class OrderBatch {
    /**
     * @param {Object} pos the till's store
     * @param {import("./failure_log").FailureLog} failures
     * @param {(progress: {done: number, total: number}) => void} [report]
     */
    constructor(pos, failures, report = () => {}) {
        this.pos = pos;
        this.failures = failures;
        this.report = report;
        this.isSending = false; // stock's method is at an order: deletions are not its business
    }

    /**
     * Send what is due.
     *
     * @param {(options: Object) => Promise} stock stock's `syncAllOrders`
     * @param {Object} options as stock's
     */
    async send(stock, options = {}) {
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
        const orders = options.orders || [...orderToCreate, ...orderToUpdate];
        return orders.filter((order) => order.isDirty() || options.force);
    }

    /** An order whose answer was lost is asked for at once, where the line itself is there. */
    async _sendEach(orders, stock, options) {
        const first = await this._sendRound(orders, stock, options);
        if (!first.lost.length || first.isCut) {
            return { synced: first.synced, error: first.error || first.cause };
        }
        const again = await this._sendRound(first.lost, stock, options);
        const synced = [...first.synced, ...again.synced];
        return { synced, error: first.error || again.error || again.cause };
    }

    async _sendRound(orders, stock, options) {
        const round = { synced: [], lost: [], error: null, cause: null, isCut: false };
        for (const [done, order] of orders.entries()) {
            this.report({ done, total: orders.length });
            try {
                round.synced.push(...(await this._sendOne(order, stock, options)));
            } catch (error) {
                if (await this._isOver(order, error, round)) {
                    break; // the others would wait in vain, one after the other
                }
            }
        }
        this.report({ done: orders.length, total: orders.length });
        return round;
    }

    async _isOver(order, error, round) {
        if (!(error instanceof ConnectionLostError)) {
            round.error ??= error;
            return false;
        }
        round.cause ??= error;
        round.lost.push(order);
        round.isCut = !(await this._isLineThere(error));
        this.pos.data.flusher?.later(); // also during the start, and for what is cut off
        return round.isCut;
    }

    /** Only this answer was lost: the server answers others, and soon. */
    async _isLineThere(error) {
        const { connection } = this.pos.data;
        const isSlow = error instanceof DeadlineError || !error.url;
        return !isSlow && connection?.isRunning && (await connection.check()) !== STATUS.OFFLINE;
    }

    async _sendOne(order, stock, options) {
        const { id, uuid } = order;
        if (order.finalized) {
            this.pos.addPendingOrder([id]); // a sale waits until the server has answered for it
        }
        try {
            this.isSending = true;
            const synced = await stock({ ...options, orders: [order], throw: true });
            if (synced) {
                this.failures.forget(uuid);
            }
            return synced || [];
        } catch (error) {
            this._keepToSend(order);
            await this.failures.note(uuid, error);
            throw error;
        } finally {
            this.isSending = false;
            if (typeof id === "number") {
                this.pos.syncingOrders.delete(id); // stock adds the id, and takes away the uuid
            }
        }
    }

    /** Stock forgets what changed when it writes the message, not when the answer comes. */
    _keepToSend(order) {
        if (!order.isDirty()) {
            [order, ...order.lines, ...order.payment_ids].forEach((each) => (each._dirty = true));
        }
        this.pos.addPendingOrder([order.id]);
    }

    /**
     * Stock never forgets a deletion that was sent, and asks for all at once.
     *
     * @returns {Promise<ConnectionLostError|undefined>}
     */
    async _sendDeletions() {
        for (const id of this.pos.getOrderIdsToDelete()) {
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
