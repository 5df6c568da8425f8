import { uuidv4 } from "@point_of_sale/utils";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { isTaken, isWaiting } from "../transfers/sync_board";
import { laneOf, RECALL, SEND } from "../transfers/sync_kinds";
import { takePayload, whyNotSendable } from "./sync_payload_taker";

export const KEEP = Object.freeze({ HAND_OVER: "hand_over", COPY: "copy" });
export const MODE = Object.freeze({ EACH: "each", FIRST: "first" });

/** Sends orders of this till to others, and gets them back. */
export class SyncSender {
    /**
     * @param {Object} pos the till's store
     * @param {Object} parts
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} parts.outbox
     * @param {import("../transfers/sync_board").SyncBoard} parts.board
     * @param {import("./sync_links").SyncLinks} parts.links
     * @param {import("../transfers/sync_api").SyncApi} parts.api
     * @param {import("../receive/sync_payload_placer").PayloadPlacer} parts.placer
     */
    constructor(pos, parts) {
        Object.assign(this, { pos, ...parts });
        this._comingBack = new Set(); // uuids of operations
        this._reopening = new Map(); // uuid of the sync order → promise
    }

    /** Begin to listen for what becomes of orders. */
    start() {
        this.outbox.onDone(SEND, (operation) => this._cancelSource(operation));
        const orders = this.pos.models["pos.order"];
        orders.addEventListener("create", () => Promise.resolve().then(() => this.hideSent()));
        this.hideSent();
        this._keepWhatStayed();
    }

    /** @returns {Object[]} sends that the server has not confirmed */
    get waiting() {
        return this.outbox.list({ kind: SEND }).filter(({ state }) => state !== STATE.DONE);
    }

    /** @returns {boolean} whether time alone will not send it: it, or its customer, was refused */
    isStuck({ state, after }) {
        const failed = this.outbox.list({ state: STATE.FAILED }).map(({ uuid }) => uuid);
        const isHeldUp = state === STATE.PENDING && after.some((uuid) => failed.includes(uuid));
        return state === STATE.FAILED || isHeldUp;
    }

    /** @returns {{uuid: string, version: number}} as what an order goes if it is sent now */
    next(order) {
        const uuid = this.links.find(order.uuid);
        const isGone = uuid && this.board.transfersOf(uuid).some(isTaken);
        return uuid && !isGone
            ? { uuid, version: this.links.get(uuid).version + 1 }
            : { uuid: uuidv4(), version: 1 };
    }

    /**
     * Send an order; on the disk when it resolves. Handed over, it then leaves this till.
     *
     * @param {Object} order
     * @param {{receivers: number[], mode: string, keep: string, note: string, priority: string}} choice
     */
    async send(order, choice) {
        const problem = whyNotSendable(order);
        if (problem) {
            throw new Error(problem);
        }
        const { uuid, version } = this.next(order);
        const isHandedOver = choice.keep === KEEP.HAND_OVER;
        await this.links.set(uuid, {
            version,
            order: order.uuid,
            isAway: isHandedOver,
            source: isHandedOver && order.isSynced ? order.id : null,
        });
        const creation = this._getCreation(order.partner_id);
        const operation = await this.outbox.add({
            kind: SEND,
            lane: laneOf(uuid),
            cashier: cashierOf(this.pos),
            after: creation ? [creation.uuid] : [],
            payload: {
                ...this._makePayload(order, { uuid, version, ...choice }),
                partner_local_id: creation?.uuid || null,
            },
        });
        if (isHandedOver) {
            await this.outbox.whenOff(); // drawing the next order would hold it up
            this._remove(order);
        }
        return operation;
    }

    /** Ask for an order back that nobody has taken yet. */
    recall(uuid, reason) {
        return this.outbox.add({
            kind: RECALL,
            lane: laneOf(uuid),
            cashier: cashierOf(this.pos),
            payload: { uuid, reason },
        });
    }

    /** @returns {boolean} whether an order that was handed over may come back to this till */
    mayReopen({ order, ...transfer }) {
        const all = this.board.transfersOf(order.uuid);
        const isAway = this._isAway(order.uuid) && order.keep === KEEP.HAND_OVER;
        return Boolean(
            isAway && !isWaiting(transfer) && !all.some((t) => isTaken(t) || isWaiting(t))
        );
    }

    /** Go on here with an order that came back: with one, whichever of its receivers gave it back. */
    reopen({ uuid, order }) {
        if (!this._reopening.has(order.uuid)) {
            const work = this._reopen(uuid, order.uuid);
            this._reopening.set(
                order.uuid,
                work.finally(() => this._reopening.delete(order.uuid))
            );
        }
        return this._reopening.get(order.uuid);
    }

    /** Go on here with an order whose send was refused; it is not sent any more. */
    async takeBack({ uuid, payload }) {
        this._comingBack.add(uuid);
        const order =
            this._find(this.links.get(payload.uuid)?.order) ||
            this._find(payload.source_uuid) ||
            (await this._findDraft(payload)) ||
            (await this._restore(payload.uuid, payload.order));
        await this.links.set(payload.uuid, { order: order.uuid, isAway: false, source: null });
        await this.outbox.discard(uuid, "taken back on the till");
        this.pos.setOrder(order);
        return order;
    }

    /** An order that is on its way out is not shown, wherever it comes back from. */
    hideSent() {
        for (const { uuid, payload } of this.outbox.list({ kind: SEND })) {
            const isAway = payload.keep === KEEP.HAND_OVER && !this._comingBack.has(uuid);
            const order = isAway && this._find(payload.source_uuid);
            if (order && !order.finalized) {
                this._remove(order);
            }
        }
    }

    _makePayload(order, { uuid, version, receivers, mode, keep, note, priority }) {
        const payload = takePayload(order);
        return {
            uuid,
            version,
            mode,
            keep,
            receivers,
            note,
            priority,
            source_uuid: order.uuid,
            partner_id: payload.customer?.id || null,
            order: payload,
        };
    }

    /** The operation that creates a customer whom only this till knows: it goes first. */
    _getCreation(partner) {
        const isOf = ({ payload }) => payload.local_id && payload.local_id === partner?.id;
        return this.outbox.list().find(isOf);
    }

    _find(uuid) {
        return this.pos.models["pos.order"].getBy("uuid", uuid);
    }

    _remove(order) {
        const isShown = this.pos.getOrder()?.uuid === order.uuid; // one may be a proxy
        this.pos.removePendingOrder(order);
        this.pos.data.localDeleteCascade(order);
        if (isShown) {
            this.pos.setOrder(this.pos.getOpenOrders().at(-1) || this.pos.addNewOrder());
        }
    }

    /** The server has what was handed over: its draft there would be sold a second time. */
    async _cancelSource({ payload }) {
        const link = this.links.get(payload.uuid);
        if (payload.keep === KEEP.HAND_OVER && link?.source) {
            await this.pos.deleteOrders([], [link.source], true);
            await this.links.set(payload.uuid, { source: null });
        }
        return [];
    }

    async _findDraft({ uuid, source_uuid: source }) {
        if (!this.links.get(uuid)?.source || this.pos.data.network.offline) {
            return null;
        }
        await this.pos.data.loadServerOrders([["uuid", "=", source]]);
        return this._find(source);
    }

    async _reopen(transferUuid, uuid) {
        const known = this._find(this.links.get(uuid)?.order);
        if (known) {
            this.pos.setOrder(known);
            return known;
        }
        return this._restore(uuid, await this.api.read(transferUuid));
    }

    /** Away until it is on the disk again: a kill meanwhile neither loses nor doubles it. */
    async _restore(uuid, payload) {
        await this.placer.load(payload);
        const order = this.placer.place(payload);
        await this.links.set(uuid, { order: order.uuid, source: null });
        this.pos.setOrder(order);
        await this.pos.data.synchronizeLocalDataInIndexedDB();
        await this.links.set(uuid, { isAway: false });
        return order;
    }

    /** Whether it left this till, as it would not when the till was killed before the sending. */
    _isAway(uuid) {
        const { isAway, order } = this.links.get(uuid) || {};
        return Boolean(isAway) && !this._find(order);
    }

    /** Once it is paid its order is here no more, and it would look as if it had left. */
    _keepWhatStayed() {
        for (const uuid of this.links.listAway().filter((one) => !this._isAway(one))) {
            this.links.set(uuid, { isAway: false }).catch(() => {}); // the next start does it
        }
    }
}

/** @returns {number|null} id of who works on the till */
export function cashierOf(pos) {
    const { id } = pos.getCashier?.() || {};
    return typeof id === "number" ? id : null;
}
