import { ConnectionLostError } from "@web/core/network/rpc";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { factsOf } from "./order_facts";

export const ORDER_CANCEL = "order.cancel";

const PARENTS = ["order_id", "pos_order_id"];
const DRAFT = "draft";

/**
 * Orders of the server that were cancelled here while it could not be told: operations of the outbox.
 * Until they are settled the till has none of these orders, wherever they are read from.
 */
export class Cancellations {
    /** @param {import("@pos_offline_base/app/outbox/outbox").Outbox} outbox */
    constructor(outbox) {
        this.outbox = outbox;
        this._facts = new Map(); // by number, of orders that left the till since the page is there
        this._over = new Set(); // uuids; what was read before the server heard of it may come late
        outbox.onDone(ORDER_CANCEL, ({ payload }) => {
            this._over.add(payload.uuid);
        });
    }

    /** What was cancelled before a reload is known before the first order is read. */
    async load() {
        await this.outbox.load().catch(() => {}); // the store's health says what is wrong
    }

    get open() {
        const all = this.outbox.list({ kind: ORDER_CANCEL });
        return all.filter(({ state }) => state !== STATE.DONE);
    }

    /** @param {string} uuid of an order */
    has(uuid) {
        return this.open.some(({ payload }) => payload.uuid === uuid);
    }

    /** An order is about to leave the till: what is known of it now is needed to cancel it later. */
    remember(order) {
        this._facts.set(order.id, factsOf(order));
    }

    /**
     * @param {number[]} ids
     * @param {Object} models the till's records
     * @returns {import("./order_facts").OrderFacts[]|null} null where one of them was never here
     */
    getFacts(ids, models) {
        const facts = ids.map((id) => {
            const order = models["pos.order"].get(id);
            return order ? factsOf(order) : this._facts.get(id);
        });
        return facts.every(Boolean) ? facts : null;
    }

    /**
     * Have the server cancel them when it is there.
     *
     * @param {import("./order_facts").OrderFacts[]} facts
     * @returns {Promise<void>} when it is on the disk
     */
    async add(facts) {
        for (const payload of facts.filter(({ uuid }) => !this.has(uuid))) {
            const lane = `order ${payload.uuid}`;
            await this.outbox.add({ kind: ORDER_CANCEL, lane, payload });
        }
    }

    /** Whether what was read of an order is of before it was cancelled. */
    hides({ uuid, state }) {
        return state === DRAFT && (this._over.has(uuid) || this.has(uuid));
    }

    /** Somebody wants it back: what is read of it from now on counts. */
    release(uuid) {
        this._over.delete(uuid);
    }
}

/**
 * Cancel orders with or without the server; stock keeps them where there is no answer.
 *
 * @param {Object} data the till's data service
 * @param {Array} args of the request
 * @param {(args: Array) => Promise} send the request
 */
export async function cancelOrders({ cancellations, models }, args, send) {
    const facts = cancellations?.getFacts(args[0], models);
    try {
        return await send(args);
    } catch (error) {
        if (!facts || !(error instanceof ConnectionLostError)) {
            throw error;
        }
        await cancellations.add(facts).catch(() => {
            throw error; // not on the disk: the order stays, as with stock
        });
    }
}

/**
 * Stock remembers in memory only what the server has to cancel, as of a table that is released.
 *
 * @param {Object} pos the till's store
 * @param {number} id of an order that has left the till
 */
export async function cancelLater({ data, pendingOrder }, id) {
    const facts = data.cancellations?.getFacts([id], data.models);
    if (facts) {
        await data.cancellations.add(facts).then(
            () => pendingOrder.delete.delete(id),
            () => {} // not on the disk: it stays in memory, as with stock
        );
    }
}

/**
 * Leave out orders that were cancelled here, with all that belongs to them.
 *
 * @param {Object} models the till's records
 * @param {Object<string, Object[]>} data about to be loaded, by model
 * @param {Cancellations} [cancellations]
 */
export function withoutCancelled(models, data, cancellations) {
    const hidden = data["pos.order"]?.filter((order) => cancellations?.hides(order)) || [];
    if (!hidden.length) {
        return data;
    }
    const ids = new Set(hidden.flatMap(({ id, uuid }) => [id, uuid]));
    const lines = new Set();
    const rest = { ...data, "pos.order": data["pos.order"].filter((each) => !ids.has(each.id)) };
    for (const model of Object.keys(data).filter((name) => name !== "pos.order")) {
        const fields = PARENTS.filter((name) => relationOf(models, model, name) === "pos.order");
        const isPart = (record) => fields.some((name) => ids.has(record[name]));
        if (fields.length && Array.isArray(data[model])) {
            data[model].filter(isPart).forEach(({ id }) => lines.add(id));
            rest[model] = data[model].filter((record) => !isPart(record));
        }
    }
    rest["pos.pack.operation.lot"] &&= rest["pos.pack.operation.lot"].filter(
        (lot) => !lines.has(lot.pos_order_line_id)
    );
    return rest;
}

function relationOf(models, model, field) {
    return models[model]?.fields?.[field]?.relation;
}
