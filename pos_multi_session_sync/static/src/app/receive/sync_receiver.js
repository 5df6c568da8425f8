import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { isOver, isWaiting } from "../transfers/sync_board";
import { normalise, UnusableOrderError } from "./payload_normaliser";
import { SyncClaims } from "./sync_claims";
import { DELIVER, laneOf, MOVE, RETURN, SEEN } from "../transfers/sync_kinds";
import { cashierOf } from "../send/sync_sender";

const log = makeLogger("SyncReceiver");
const isOpen = ({ state }) => state !== STATE.DONE;

/** Somebody else has it, or it is not there any more; the message says so to a cashier. */
export class SyncTakenError extends Error {
    name = "SyncTakenError";
}

/** Takes over orders of other tills, or gives them back. */
export class SyncReceiver {
    /**
     * @param {Object} pos the till's store
     * @param {Object} parts
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} parts.outbox
     * @param {import("@pos_offline_base/app/store/durable_store").DurableStore} parts.store
     * @param {import("../transfers/sync_board").SyncBoard} parts.board
     * @param {import("../transfers/sync_api").SyncApi} parts.api
     * @param {import("./sync_payload_placer").PayloadPlacer} parts.placer
     */
    constructor(pos, parts) {
        Object.assign(this, { pos, ...parts });
        this._claims = new SyncClaims(parts.store);
        this._delivering = new Map(); // uuid of the transfer → promise
        this._telling = new Map(); // uuid of the transfer → promise
        this._moved = new Map(); // uuid of the transfer → uuid of the order it was merged into
        this._prepared = new Map(); // uuid of the transfer → what the placer made, and of what
        this._seen = new Set();
    }

    /** Read what was claimed and is not over. */
    load() {
        return this._claims.load();
    }

    /** @returns {Object|undefined} the order here that a transfer has become */
    orderOf(uuid) {
        return this.pos.models["pos.order"].find((order) => order.sync_transfer_uuid === uuid);
    }

    /** @returns {boolean} whether this device has begun to take it over, and has no order of it */
    mayContinue({ uuid, state, by }) {
        const isMine = by?.device === this._device && state === "claimed" && this._claimOf(uuid);
        const isKept = this._claims.has(uuid) && ["claimed", "delivered"].includes(state);
        return Boolean(isMine || isKept) && !this.orderOf(uuid) && !this.isReturning(uuid);
    }

    isReturning(uuid) {
        const returns = this.outbox.list({ kind: RETURN }).filter(isOpen);
        return returns.some(({ payload }) => payload.transfer === uuid);
    }

    /** Tell the senders once that their orders are seen. */
    async markSeen() {
        const isNew = (one) => ["queued", "sent"].includes(one.state) && !this._seen.has(one.uuid);
        const transfers = this.board.state.inbox.filter(isNew).map(({ uuid }) => uuid);
        if (transfers.length && !this.pos.data.network.offline) {
            transfers.forEach((uuid) => this._seen.add(uuid));
            await this._tell(SEEN, "sync.seen", { transfers });
        }
    }

    /** @returns {Promise<{payload: Object, report: Object, lines: Object}>} what it would be like here */
    async preview({ uuid }) {
        const payload = normalise(this._claims.get(uuid) || (await this.api.read(uuid)));
        await this.placer.load(payload);
        const { report, lines } = this._prepare(uuid, payload);
        return { payload, report, lines };
    }

    /** Nobody looks at it any more; what was taken over meanwhile stays. */
    endPreview({ uuid }) {
        const prepared = this._prepared.get(uuid);
        if (this._prepared.delete(uuid)) {
            this.placer.drop(prepared);
        }
    }

    /**
     * Make an order of a transfer and go to it. Asked again, it goes to the same one.
     *
     * @returns {Promise<{order: Object, report: Object|null, told: Promise}>} `told` when it is on the
     *  disk that the server has to know; nobody needs to wait for that
     */
    deliver(transfer) {
        const { uuid } = transfer;
        if (!this._delivering.has(uuid)) {
            const work = this._deliver(transfer).finally(() => this._delivering.delete(uuid));
            this._delivering.set(uuid, work);
        }
        return this._delivering.get(uuid);
    }

    async giveBack({ uuid, order }, reason) {
        await this._telling.get(uuid);
        const payload = { transfer: uuid, reason, claim: this._claimOf(uuid) };
        await this._tell(RETURN, laneOf(order.uuid), payload);
        await this._claims.forget(uuid);
    }

    /** The order of a transfer was deleted here: its sender gets it back. */
    onDeleted(order, reason) {
        return Promise.all(this._standsFor(order).map((one) => this.giveBack(one, reason)));
    }

    /** An order goes into another one here; on the server before the first one is cancelled there. */
    async moveTo(source, target) {
        for (const { uuid, order } of this._standsFor(source)) {
            await this._telling.get(uuid);
            const claim = this._claimOf(uuid);
            const payload = { transfer: uuid, order_uuid: target.uuid, claim };
            await this._tell(MOVE, laneOf(order.uuid), payload);
            this._moved.set(uuid, target.uuid);
            target.sync_transfer_uuid ||= uuid;
            await this._claims.forget(uuid);
        }
        source.sync_transfer_uuid = false;
        if (!this.pos.data.network.offline) {
            await this.outbox.flush();
        }
    }

    /** What is sold cannot be taken over again, also when this till hears of it late. */
    async onSale(orders) {
        for (const { finalized, sync_transfer_uuid: uuid } of orders) {
            if (finalized && this._claims.has(uuid)) {
                await this._claims.forget(uuid).catch(() => {}); // a sale does not wait for that
            }
        }
    }

    /** Forget payloads of what is over. */
    async tidy() {
        for (const uuid of this._claims.list()) {
            const transfer = this.board.get(uuid);
            if (transfer && isOver(transfer)) {
                await this._claims.end(uuid);
            }
        }
    }

    /** @returns {Object[]} transfers of an order, also of those that were merged into it */
    _standsFor({ uuid, sync_transfer_uuid: own }) {
        // The board hears of it late.
        const moved = this.outbox.list({ kind: MOVE }).map(({ payload }) => payload);
        const later = new Map(moved.map((one) => [one.transfer, one.order_uuid]));
        const orderOf = (one) =>
            this._moved.get(one.uuid) || later.get(one.uuid) || one.delivered_uuid;
        return this.board.state.inbox.filter(
            (one) => !isOver(one) && (one.uuid === own || orderOf(one) === uuid)
        );
    }

    _claimOf(uuid) {
        return this._claims.tokenOf(uuid);
    }

    get _device() {
        return String(this.pos.device.identifier);
    }

    async _deliver(transfer) {
        const { order, report } = this._getKnown(transfer) || (await this._takeOver(transfer));
        this.pos.setOrder(order);
        return { order, report, told: this._confirm(transfer, order, report) };
    }

    _getKnown({ uuid }) {
        const order = this.orderOf(uuid);
        return order && { order, report: null };
    }

    async _takeOver(transfer) {
        const kept = this._claims.get(transfer.uuid);
        const claimed = kept || (await this._claim(transfer));
        try {
            const payload = normalise(claimed);
            await this.placer.load(payload);
            return this._take(transfer, payload);
        } catch (error) {
            if (error.name === "UnusableOrderError" && !kept) {
                await this.giveBack(transfer, error.message);
            }
            throw error;
        }
    }

    /** What was made to be looked at is what one gets, as long as it is the same order and cashier. */
    _prepare(uuid, payload) {
        const key = JSON.stringify([cashierOf(this.pos), payload]);
        if (this._prepared.get(uuid)?.key !== key) {
            this.endPreview({ uuid });
            this._prepared.set(uuid, { ...this._make(payload), key });
        }
        return this._prepared.get(uuid);
    }

    /** What this till cannot make is told as that, never as a lost connection. */
    _make(payload) {
        try {
            return this.placer.prepare(payload);
        } catch (error) {
            throw new UnusableOrderError(error);
        }
    }

    _take({ uuid }, payload) {
        const prepared = this._prepare(uuid, payload);
        this._prepared.delete(uuid);
        this.placer.take(prepared, { sync_transfer_uuid: uuid });
        return prepared;
    }

    /** Killed before it is on the disk, the till gets it again from the server, which knows who has it. */
    async _claim({ uuid }) {
        const token = await this._claims.makeToken(uuid);
        const answer = await this.api.claim(uuid, this._device, cashierOf(this.pos), token);
        if (answer.status !== "claimed") {
            throw new SyncTakenError(answer.text);
        }
        const { payload } = answer;
        this._claims.keep(uuid, payload).catch((error) => warn("Not kept", error));
        return payload;
    }

    /** Nobody waits for it: what is claimed can be continued after a kill. */
    _confirm({ uuid, order: sent }, order, report) {
        if (!this._telling.has(uuid)) {
            const told = this._tellDelivered(uuid, sent.uuid, order, report);
            this._telling.set(
                uuid,
                told.finally(() => this._telling.delete(uuid))
            );
        }
        return this._telling.get(uuid);
    }

    /** Told once; where the disk does not take it, whoever opens the order again tells it. */
    async _tellDelivered(uuid, sent, order, report) {
        const claimed = this._claims.get(uuid);
        if (!claimed || this._isTold(uuid, order)) {
            return;
        }
        const { total, difference } = report || this.placer.report(order, claimed);
        const claim = this._claimOf(uuid);
        const payload = { transfer: uuid, order_uuid: order.uuid, total, difference, claim };
        await this._tell(DELIVER, laneOf(sent), payload).catch((error) => warn("Not told", error));
    }

    _isTold(uuid, order) {
        const told = this.outbox.list({ kind: DELIVER }).map(({ payload }) => payload.order_uuid);
        return [this.board.get(uuid)?.delivered_uuid, ...told].includes(order.uuid);
    }

    _tell(kind, lane, payload) {
        return this.outbox.add({ kind, lane, payload, cashier: cashierOf(this.pos) });
    }
}

/** The store's health tells people. */
function warn(what, { message }) {
    log("deliver", what, [message]);
}

/** @returns {number} orders that wait for this till: what the badge says */
export function countWaiting(receiver) {
    const isHere = (one) => isWaiting(one) && !receiver.isReturning(one.uuid);
    const { inbox } = receiver.board.state;
    return inbox.filter((one) => isHere(one) || receiver.mayContinue(one)).length;
}
