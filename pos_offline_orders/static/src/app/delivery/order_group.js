import { ConnectionLostError } from "@web/core/network/rpc";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { splitAnswer } from "./order_answers";
import { getUnsentSales } from "../repairs/refunds";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";

const FIRST_SIZE = 4;
const LARGEST = 40;
const GROWTH = 3; // at most: a few orders tell little of the others

const valuesOf = (order) => order.serializeForORM({ keepCommands: true });

/**
 * Paid orders that wait go several in one request: as many as the server takes in a third of the
 * time for which a sale waits, so that neither a sale nor the connection monitor thinks it is dead.
 *
 * What may still change, what has an invoice made, and what was refused before goes alone: one
 * order's trouble is to be nobody else's. A group that is refused has had no effect at all.
 */
export class OrderGroup {
    /**
     * @param {Object} pos the till's store
     * @param {import("@pos_offline_base/app/status/failure_log").FailureLog} failures
     * @param {import("@pos_offline_base/app/lib/clock").Clock} [clock]
     */
    constructor(pos, failures, clock = realClock) {
        Object.assign(this, { pos, failures, clock });
        this.size = FIRST_SIZE;
        this._answers = new Map(); // uuid -> {text, data}
    }

    /** @returns {Object[]} the first of these orders, and those after it that may go with it */
    choose(orders) {
        const isUnknown = this._isUnknown(orders[0]);
        const isLike = (order) =>
            this._mayGoWithOthers(order) && this._isUnknown(order) === isUnknown;
        const end = orders.findIndex((order) => !isLike(order));
        const count = end < 0 ? orders.length : end;
        // To ask about an order takes the server much less time than to take it.
        return orders.slice(0, Math.max(Math.min(count, isUnknown ? LARGEST : this.size), 1));
    }

    /**
     * Bring these orders to the server. Stock's own method then finds the answer to each; those of
     * which there is none it sends alone.
     *
     * @throws {ConnectionLostError} when no answer came
     */
    async send(orders, options) {
        const { orderSync } = this.pos.data;
        if (orders.length < 2 || !orderSync) {
            this.size = Math.max(this.size, 2);
            return;
        }
        try {
            await this.pos.preSyncAllOrders(orders);
            await orderSync.hold(orders, () => this._send(orders, options));
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                // They may be why: in the end each goes alone.
                this.size = Math.floor(orders.length / 2);
                throw error;
            }
        }
    }

    /** @returns {boolean} whether nothing of these has to be sent any more */
    hasAnswers(orders) {
        return orders.every(({ uuid }) => this._answers.has(uuid));
    }

    /** @returns {Object|undefined} the answer to an order that went with others, if it is as it was */
    take(values) {
        const answer = this._answers.get(values.uuid);
        this._answers.delete(values.uuid);
        return answer?.text === JSON.stringify(values) ? answer.data : undefined;
    }

    async _send(orders, options) {
        const unknown = orders.filter((order) => this._isUnknown(order));
        if (unknown.length) {
            await this._ask(unknown);
        }
        const isOpen = (order) => !this._isUnknown(order) && !this._answers.has(order.uuid);
        const left = orders.filter(isOpen);
        while (left.length > 1 && this.size > 1) {
            await this._sendSome(left.splice(0, this.size), options);
        }
        this.size = Math.max(this.size, 2);
    }

    async _sendSome(orders, options) {
        const { data } = this.pos;
        const values = orders.map(valuesOf);
        const context = this.pos.getSyncAllOrdersContext(orders, options);
        const started = this.clock.now();
        try {
            const args = ["pos.order", "sync_from_ui", [values], { context }];
            this._keep(values, await data.call(...args));
        } catch (error) {
            orders.forEach((order, index) =>
                data.orderSync.failed(order, values[index], only(error, order))
            );
            if (!(await this._isOnlyAnswerLost(orders, error))) {
                throw error;
            }
            return;
        }
        this._fit(orders.length, this.clock.now() - started);
    }

    /** A late answer is waited for; of one that is lost the server itself says what it was. */
    async _isOnlyAnswerLost(orders, error) {
        const isLost = error instanceof ConnectionLostError && error.url && !error.late;
        return isLost && (await this._ask(orders)) === orders.length;
    }

    /**
     * Ask what the server has of orders whose answers were lost; an open one there goes alone.
     *
     * @returns {Promise<number>} how many it has for good
     */
    async _ask(orders) {
        const { unknown } = this.pos.data.orderSync;
        const domain = [["uuid", "in", orders.map(({ uuid }) => uuid)]];
        const found = await this.pos.data.call("pos.order", "read_pos_orders", [domain]);
        const states = new Map(found["pos.order"].map(({ uuid, state }) => [uuid, state]));
        const settled = orders.filter(({ uuid }) => states.get(uuid) !== "draft");
        settled.forEach(({ uuid }) => unknown.delete(uuid));
        this._keep(settled.map(valuesOf), found);
        return settled.filter(({ uuid }) => states.has(uuid)).length;
    }

    _keep(allValues, data) {
        const parts = splitAnswer(data);
        for (const values of allValues.filter(({ uuid }) => parts.has(uuid))) {
            const text = JSON.stringify(values);
            this._answers.set(values.uuid, { text, data: parts.get(values.uuid) });
        }
    }

    _isUnknown({ uuid }) {
        return Boolean(this.pos.data.orderSync?.unknown.has(uuid));
    }

    _mayGoWithOthers(order) {
        return (
            order.state === "paid" &&
            !order.to_invoice &&
            !this.pos.syncingOrders.has(order.uuid) &&
            !getUnsentSales(order).length &&
            !this.failures.get(order.uuid)
        );
    }

    _fit(count, took) {
        const target = (this.pos.data.connection?.deadline || 3000) / 3;
        const fitting = Math.round((count * target) / Math.max(took, 1));
        this.size = Math.max(Math.min(fitting, GROWTH * count, LARGEST), 1);
    }
}

/** @returns {Error} what the end of a common request means for one of its orders */
function only(error, { uuid }) {
    if (!error.late) {
        return error;
    }
    const late = error.late.then((data) => splitAnswer(data).get(uuid));
    return new DeadlineError(
        error.url,
        Object.assign(late, { abort: () => error.late.abort?.(false) })
    );
}
