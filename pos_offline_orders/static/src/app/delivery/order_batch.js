import { ConnectionLostError } from "@web/core/network/rpc";
import { STATUS } from "@pos_offline_base/app/connection/connection_constants";
import { OtherSaleError } from "../conflict/other_sale_error";
import { fillHollowOrders, getMarked } from "../repairs/hollow_orders";
import { OrderGroup } from "./order_group";
import { getUnsentSales, hasUnsentRefund, salesFirst } from "../repairs/refunds";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";

const TRIES = 4; // of what was lost alone; then it waits, as the line is none to rely on

/**
 * Sends orders by stock's own method, one at a time or as a group, so that one that is refused
 * neither stops nor hides the others, and stays to be sent until the server has answered for it.
 *
 * Stock stops a batch at the first refusal when its caller wants to know, says nothing of it when the
 * caller does not, and sends no order at all while a deletion is refused.
 */
export class OrderBatch {
    /**
     * @param {Object} pos the till's store
     * @param {import("@pos_offline_base/app/status/failure_log").FailureLog} failures
     * @param {(progress: {done: number, total: number}) => void} [report]
     */
    constructor(pos, failures, report = () => {}) {
        this.pos = pos;
        this.failures = failures;
        this.report = report;
        this.group = new OrderGroup(pos, failures);
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
        await fillHollowOrders(this.pos, getMarked(this.pos));
        const lost = await this._sendDeletions();
        const orders = lost ? [] : this._choose(options);
        const { synced, error } = orders.length
            ? await this._sendEach(orders, stock, options)
            : { synced: undefined, error: lost }; // undefined: stock's word for nothing to do
        if (hasUnsentRefund(synced || [])) {
            this.pos.data.flusher?.later(); // it waited for this sale
        }
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
        return salesFirst(orders.filter((order) => options.force || this._maySend(order)));
    }

    /** Where the server has another sale, only a person can say what becomes of this one. */
    _maySend(order) {
        return order.isDirty() && !this.pos.data.paidLedger.get(order.uuid)?.conflict;
    }

    /** Orders whose answers were lost are asked for at once, where the line itself is there. */
    async _sendEach(orders, stock, options) {
        const all = { synced: [], error: null, cause: null };
        let round = { lost: orders };
        for (let tries = 0; tries < TRIES && round.lost.length && !round.isCut; tries++) {
            round = await this._sendRound(round.lost, stock, options);
            all.synced.push(...round.synced);
            all.error ??= round.error;
        }
        return { synced: all.synced, error: all.error || round.cause };
    }

    async _sendRound(orders, stock, options) {
        const round = { synced: [], lost: [], error: null, cause: null, isCut: false };
        const left = [...orders];
        let next = null;
        while ((next || left.length) && !round.isCut) {
            const { group, ended } = next || this._begin(left, options);
            const error = await ended;
            // The server works on the next ones while the till uses its answers to these.
            const isAhead = left.length && this.group.hasAnswers(group);
            next = isAhead ? this._begin(left, options) : null;
            await this._useAnswers(group, error, round, (order) =>
                this._sendOne(order, stock, options)
            );
            const open = left.length + (next?.group.length || 0);
            this.report({ done: orders.length - open, total: orders.length });
        }
        await next?.ended; // what was answered is used at the next flush
        return round;
    }

    /**
     * Have the first of these on their way, and take them from the list.
     *
     * @returns {{group: Object[], ended: Promise<Error|undefined>}}
     */
    _begin(left, options) {
        const group = left.splice(0, this.group.choose(left).length);
        return { group, ended: this.group.send(group, options).catch((error) => error) };
    }

    async _useAnswers(group, error, round, sendOne) {
        if (error) {
            return this._onError(group, error, round);
        }
        for (const order of group) {
            try {
                if (this._isDue(order, round)) {
                    round.synced.push(...(await sendOne(order)));
                }
            } catch (error) {
                await this._onError([order], error, round);
            }
            if (round.isCut) {
                return; // the others would wait in vain, one after the other
            }
        }
    }

    /** What a refund gives back is to be on the server first; it goes with it, also once more. */
    _isDue(order, round) {
        const sales = getUnsentSales(order);
        if (sales.length) {
            this.pos.addPendingOrder([order, ...sales].map(({ id }) => id));
            round.lost.push(...(round.lost.length ? [order] : []));
        }
        return !sales.length;
    }

    async _onError(orders, error, round) {
        if (!(error instanceof ConnectionLostError)) {
            round.error ??= error;
            return;
        }
        round.cause ??= error;
        round.lost.push(...orders);
        round.isCut = !(await this._isLineThere(error));
        this.pos.data.flusher?.later(); // also during the start, and for what is cut off
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
            const sendIt = () => stock({ ...options, orders: [order], throw: true });
            const { orderSync } = this.pos.data;
            const synced = await (orderSync ? orderSync.untilUsed(order, sendIt) : sendIt());
            if (synced) {
                this.failures.forget(uuid);
                this._sendWhatCameSince(order);
            }
            return synced || [];
        } catch (error) {
            if (await this.pos.refusedSales.takeVoided(order, error)) {
                return [];
            }
            this._keepToSend(order);
            if (!(error instanceof OtherSaleError)) {
                await this.failures.note(uuid, error);
            }
            throw error;
        } finally {
            this.isSending = false;
            if (typeof id === "number") {
                this.pos.syncingOrders.delete(id); // stock adds the id, and takes away the uuid
            }
        }
    }

    /** What was changed while the order was on its way is still to be sent: stock strikes it off. */
    _sendWhatCameSince(order) {
        const { unsent, flusher } = this.pos.data;
        if (unsent?.isKept(order)) {
            this.pos.addUnsent(order);
            flusher?.later();
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
