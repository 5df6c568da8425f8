import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { adoptIds, familyOf, restoreUnsent, textOf } from "./order_changes";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { isSessionExpired } from "@pos_offline_base/app/connection/server_ping";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";
import { isRefusal } from "@pos_offline_base/app/errors/server_errors";
import { dropDone } from "../unsent/removals";
import { hearOfSales } from "./order_calls";

const log = makeLogger("OrderSync");
const LATE_FOR = 30000; // ms for which an answer past its deadline is still awaited
const LATE_ONCE_ONLINE = 2000; // ms, once the line is there again: the old connection is dead then

/**
 * Brings orders to the server so that each is there once, whatever is lost on the way: one request of
 * an order at a time; an answer past its deadline is still heard; where none came, the server is asked
 * what it has before the order is sent again; and nothing that was to be sent is forgotten.
 */
export class OrderSync {
    /**
     * @param {Object} parts
     * @param {Object} parts.pos the store
     * @param {import("@pos_offline_base/app/connection/connection_monitor").ConnectionMonitor} parts.monitor
     * @param {() => void} parts.retry called when there is something to send again
     * @param {import("@pos_offline_base/app/lib/clock").Clock} [parts.clock]
     */
    constructor({ pos, monitor, retry, clock = realClock }) {
        Object.assign(this, { pos, monitor, retry, clock });
        this._sending = new Map(); // uuid -> settles when the till waits no longer
        this._using = new Map(); // uuid -> settles when the answer is in the till's records
        this._late = new Map(); // uuid -> its late answer
        this.unknown = new Set(); // uuids of orders of which the server may have something
        this._unanswered = new Map(); // uuid -> uuids of all that was sent of it without an answer
        monitor.onChange(() => this._onConnection());
    }

    /**
     * Wait until no request of these orders is on its way, and no answer is still to be used: a message
     * that is made before would have the server make a new line once more.
     *
     * @throws {DeadlineError} when one of them did not answer in time and may still be at work
     */
    async whenFree(orders) {
        const uuids = orders.map(({ uuid }) => uuid);
        const works = [this._sending, this._using].flatMap((of) =>
            uuids.map((uuid) => of.get(uuid))
        );
        await Promise.allSettled(works);
        if (uuids.some((uuid) => this._late.has(uuid))) {
            throw new DeadlineError("sync_from_ui");
        }
    }

    /** Do all that belongs to sending one order, from the message to the use of the answer. */
    async untilUsed({ uuid }, work) {
        const working = work();
        this._using.set(uuid, working);
        try {
            return await working;
        } finally {
            this._using.get(uuid) === working && this._using.delete(uuid);
        }
    }

    /** @returns {boolean} whether this order is on its way */
    isSending(uuid) {
        return this._sending.has(uuid);
    }

    /** Stock frees each order when a try ends; those whose request is still open stay taken. */
    holdLate() {
        for (const uuid of this._late.keys()) {
            this.pos.syncingOrders.add(uuid);
        }
    }

    /**
     * Send one order.
     *
     * @param {Object} values the order as `serializeForORM` gave it
     * @param {(values: Object) => Promise<Object>} send
     * @returns {Promise<Object>} the server's answer
     */
    async send(values, send) {
        const order = this._find(values.uuid);
        if (!order) {
            return send(values);
        }
        return this.hold([order], () => this._send(order, values, send));
    }

    /** Have nobody else send these orders while `work` does. */
    async hold(orders, work) {
        const working = work();
        for (const { uuid } of orders) {
            this._sending.set(uuid, working);
            this.pos.syncingOrders.add(uuid);
        }
        try {
            return await working;
        } finally {
            for (const { uuid } of orders) {
                this._sending.delete(uuid);
                this.pos.syncingOrders.delete(uuid);
            }
        }
    }

    async _send(order, values, send) {
        let sent = values;
        try {
            const known = this.unknown.has(order.uuid) && (await this._readKnown(order, sent));
            if (known?.isDone) {
                return known.data;
            }
            sent = known ? order.serializeForORM() : sent;
            return await this._sendOnce(order, sent, send);
        } catch (error) {
            restoreUnsent(order, sent);
            dropDone(order.models, error.known);
            error.orderUuid = order.uuid;
            this.failed(order, sent, error);
            throw error;
        }
    }

    /** What the server has from before is refused as a second one: adopt it, and try again. */
    async _sendOnce(order, values, send) {
        try {
            return await send(values);
        } catch (error) {
            if (!(error instanceof RPCError) || isSessionExpired(error)) {
                throw error;
            }
            const before = countNew(order);
            const known = await this._readKnown(order, values).catch(() => null);
            if (known?.isDone) {
                return known.data;
            }
            if (!known || countNew(order) === before) {
                error.known = known?.data; // what of it the server has done needs no second time
                throw error;
            }
            return await send(order.serializeForORM());
        }
    }

    /**
     * Ask the server what it has of an order that was sent without an answer.
     *
     * @returns {Promise<{isDone: boolean, data: Object}|null>} null where it has nothing
     */
    async _readKnown(order, sent) {
        const data = await this.pos.data.call("pos.order", "read_pos_data_uuid", [order.uuid]);
        this.unknown.delete(order.uuid);
        const known = data["pos.order"].find(({ uuid }) => uuid === order.uuid);
        if (!known) {
            return null;
        }
        restoreUnsent(order, sent);
        if (known.state !== "draft") {
            order._dirty = false; // the server takes no more changes of it
            return { isDone: true, data: { ...data, "pos.session": data["pos.session"] || [] } };
        }
        this._adopt(order, data);
        return { isDone: false, data };
    }

    /** Sending this order ended with an error. */
    failed(order, sent, error) {
        const uuids = this._unanswered.get(order.uuid) || [];
        this._unanswered.set(order.uuid, new Set([...uuids, ...uuidsOf(sent)]));
        if (error instanceof DeadlineError && error.late) {
            this._awaitLate(order, error.late);
        } else if (error instanceof ConnectionLostError) {
            // Without an address it is stock's own: it knew that it is offline and sent nothing.
            if (error.url) {
                this.unknown.add(order.uuid);
                this.retry();
            }
        } else if (!isRefusal(error) && !isSessionExpired(error)) {
            this.retry(); // the server's trouble, not the order's
        }
    }

    //-------------------------------------------------------------------------
    // Late answers
    //-------------------------------------------------------------------------

    _awaitLate(order, request) {
        const { uuid } = order;
        const late = { text: textOf(order), request };
        const given_up = new Promise((_resolve, reject) => (late.giveUp = reject));
        late.timer = this.clock.setTimeout(() => this._giveUp(late), LATE_FOR);
        this._late.set(uuid, late);
        Promise.race([request, given_up])
            .then((data) => this._reconcile(uuid, late.text, data))
            .catch((error) => this._onLost(uuid, error))
            .finally(() => this._free(uuid, late));
    }

    _giveUp(late) {
        late.giveUp(new ConnectionLostError());
        late.request.abort?.(false);
    }

    _onLost(uuid, error) {
        this.unknown.add(uuid);
        log("late", "No late answer either", [error.message]);
    }

    _free(uuid, late) {
        this.clock.clearTimeout(late.timer);
        this._late.delete(uuid);
        this.pos.syncingOrders.delete(uuid);
        this.retry();
    }

    /** The answer says what the server has now; what the cashier did since is newer, and stays. */
    async _reconcile(uuid, sentText, data) {
        const order = this._find(uuid);
        if (!order) {
            return;
        }
        log("late", "A late answer was used");
        const { paidLedger } = this.pos.data;
        const wasOpen = paidLedger.has(uuid);
        if (hearOfSales(this.pos.data, data).some((error) => error.uuid === uuid)) {
            return; // it is listed, and a person decides
        }
        if (textOf(order) === sentText || (wasOpen && !paidLedger.has(uuid))) {
            const missing = await this.pos.data.missingRecursive(data);
            this._forgetPending(order.id);
            familyOf(order).forEach((record) => (record._dirty = false)); // all of it has arrived
            const loaded = this.pos.models.loadConnectedData(missing);
            await this.pos.postSyncAllOrders(loaded["pos.order"]);
            this._forgetPending(order.id);
        } else {
            this._adopt(order, data);
        }
    }

    _adopt(order, data) {
        const before = adoptIds(order, data, this._unanswered.get(order.uuid) || new Set());
        this.pos.data.unsent?.adopt(data);
        this._unanswered.delete(order.uuid);
        this._forgetPending(before);
        this.pos.addPendingOrder([order.id]);
    }

    _forgetPending(id) {
        this.pos.pendingOrder.create.delete(id);
        this.pos.pendingOrder.write.delete(id);
    }

    _onConnection() {
        if (!this.monitor.isOffline) {
            for (const late of this._late.values()) {
                this.clock.clearTimeout(late.timer);
                late.timer = this.clock.setTimeout(() => this._giveUp(late), LATE_ONCE_ONLINE);
            }
        }
    }

    _find(uuid) {
        return this.pos.models["pos.order"].getBy("uuid", uuid);
    }
}

/** How much of an order the server is to make new. */
const countNew = (order) => familyOf(order).filter((record) => !record.isSynced).length;

function uuidsOf(sent) {
    return [...JSON.stringify(sent).matchAll(/"uuid":"([^"]+)"/g)].map(([, uuid]) => uuid);
}
