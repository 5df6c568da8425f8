import { RPCError } from "@web/core/network/rpc";

const CREATE = 0;
const UPDATE = 1;
const DELETE = 2;
const CHILDREN = { lines: "pos.order.line", payment_ids: "pos.payment" };
const PARENTS = { lines: "order_id", payment_ids: "pos_order_id" };

/**
 * The messages about orders, where an answer was lost or came too late.
 *
 * The server creates what a message says is new, and refuses a line that it has already: after a lost
 * answer an open order could never be sent again. And an answer to an open order is older than what
 * the cashier did while it was on its way, which stock overwrites with it: a sale that was paid
 * meanwhile would be open again. Both end here: what the server has is known by uuid and updated.
 */
export class OrderMessages {
    /** @param {Object} data the till's data service */
    constructor(data) {
        this.data = data;
        this.known = new Map(); // order's uuid → {lines, payment_ids}: Map of uuid → id on the server
    }

    /**
     * @param {Object[]} orders as stock writes them
     * @param {(orders: Object[]) => Promise<Object>} send
     * @returns {Promise<Object>} the answer, empty where the till knows better by now
     */
    async send(orders, send) {
        const answer = await this._sendOrLookUp(orders, send);
        if (orders.some((order) => this._isOvertaken(order))) {
            this._learn(orders, answer);
            return Object.fromEntries(Object.keys(answer).map((model) => [model, []]));
        }
        for (const { uuid } of orders) {
            this.known.delete(uuid);
        }
        return answer;
    }

    async _sendOrLookUp(orders, send) {
        try {
            return await send(orders.map((order) => this._rewrite(order)));
        } catch (error) {
            const isRefused = error instanceof RPCError;
            if (!isRefused || !(await this._lookUp(orders))) {
                throw error;
            }
            return send(orders.map((order) => this._rewrite(order)));
        }
    }

    /** Paid stays paid; what is still open may have been changed, or paid, since it was sent. */
    _isOvertaken({ uuid, state }) {
        const order = this.data.models["pos.order"].getBy("uuid", uuid);
        return state === "draft" && Boolean(order?.isDirty());
    }

    /** Say of what the server has that it changes, not that it is new. */
    _rewrite(order) {
        const known = this.known.get(order.uuid);
        if (!known) {
            return order;
        }
        const rewritten = { ...order };
        for (const field of Object.keys(CHILDREN)) {
            rewritten[field] = (order[field] || []).map(([command, id, values]) =>
                command === CREATE && known[field].has(values.uuid)
                    ? [UPDATE, known[field].get(values.uuid), values]
                    : [command, id, values]
            );
        }
        rewritten.lines.push(...this._getRemovedLines(order, known));
        return rewritten;
    }

    /** Lines of an order that only this till has sent, taken away since. */
    _getRemovedLines(order, known) {
        const local = this.data.models["pos.order"].getBy("uuid", order.uuid);
        if (order.id || !local) {
            return [];
        }
        const there = new Set(local.lines.map(({ uuid }) => uuid));
        const removed = [...known.lines].filter(([uuid]) => !there.has(uuid));
        return removed.map(([, id]) => [DELETE, id]);
    }

    /** An answer that is not used still says which ids the server gave. */
    _learn(orders, answer) {
        const ids = new Map((answer["pos.order"] || []).map(({ uuid, id }) => [id, uuid]));
        for (const { uuid } of orders) {
            const known = {};
            for (const [field, model] of Object.entries(CHILDREN)) {
                const children = (answer[model] || []).filter(
                    (child) => ids.get(child[PARENTS[field]]) === uuid
                );
                known[field] = new Map(children.map((child) => [child.uuid, child.id]));
            }
            this.known.set(uuid, known);
        }
    }

    /** @returns {Promise<boolean>} whether the server has what the message says is new */
    async _lookUp(orders) {
        let isKnown = false;
        for (const order of orders) {
            const known = {};
            for (const [field, model] of Object.entries(CHILDREN)) {
                const domain = [[`${PARENTS[field]}.uuid`, "=", order.uuid]];
                const found = await this.data.orm.silent.searchRead(model, domain, ["uuid"]);
                known[field] = new Map(found.map(({ uuid, id }) => [uuid, id]));
                isKnown ||= (order[field] || []).some(
                    ([command, , values]) => command === CREATE && known[field].has(values.uuid)
                );
            }
            this.known.set(order.uuid, known);
        }
        return isKnown;
    }
}
