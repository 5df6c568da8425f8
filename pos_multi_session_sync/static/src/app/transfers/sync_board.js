import { reactive } from "@odoo/owl";
import { makeLogger } from "@pos_offline_base/app/lib/logger";

const log = makeLogger("SyncBoard");
const AREA = "sync_transfers";
const META = "sync_meta";
const CURSOR = "cursor";
const KEPT = 86400000; // ms that what is over is still shown, and on the disk

/** States in which an order still waits for somebody. */
export const WAITING = Object.freeze(["queued", "sent", "seen"]);
/** States in which a receiver has it. */
export const TAKEN = Object.freeze(["claimed", "delivered", "paid"]);

export const isWaiting = ({ state }) => WAITING.includes(state);
export const isTaken = ({ state }) => TAKEN.includes(state);
export const isOver = (transfer) =>
    transfer.state !== "claimed" && transfer.state !== "delivered" && !isWaiting(transfer);

/** @returns {boolean} whether what came says something that was not known */
export function isNews(known, transfer) {
    if (!known || transfer.changed !== known.changed) {
        return !known || transfer.changed > known.changed;
    }
    // One transaction may be seen twice by who takes part in it.
    return transfer.state !== known.state || transfer.version !== known.version;
}

/**
 * What this till knows of orders that travel: to it and from it. It is fed by pulls only, takes each of
 * them any number of times and in any order, and is there again after a reload without the server.
 */
export class SyncBoard {
    /** @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store */
    constructor(store, now = Date.now) {
        Object.assign(this, { store, now });
        this.state = reactive({ inbox: [], outbox: [], asOf: 0 });
        this.cursor = "";
        this._transfers = new Map(); // "box uuid" → {box, transfer, time}
    }

    /** Read what is on the disk. */
    async load() {
        const meta = await this.store.get(META, CURSOR);
        for (const { id, value } of await this.store.getAll(AREA)) {
            if (value?.transfer?.uuid && value.transfer.order) {
                this._transfers.set(id, value);
            }
        }
        this.cursor = meta?.cursor || "";
        this.state.asOf = meta?.asOf || 0;
        const old = [];
        this._forgetOld(old);
        this._show();
        old.length && this._write(old);
    }

    /**
     * Take the answer to a pull.
     *
     * @returns {{arrived: Object[], moved: Object[]}} transfers that came to this till, and those from
     *  it that have got on
     */
    apply({ cursor, anew = false, inbox = [], outbox = [] }) {
        const changes = anew ? this._forgetAll() : [];
        const arrived = inbox.filter((one) => this._put("inbox", one, changes) === "new");
        const moved = outbox.filter((one) => this._put("outbox", one, changes) === "moved");
        this.cursor = cursor;
        this.state.asOf = this.now();
        this._forgetOld(changes);
        this._show();
        this._keep(changes);
        return { arrived: arrived.filter(isWaiting), moved };
    }

    get(uuid) {
        return [...this.state.inbox, ...this.state.outbox].find((one) => one.uuid === uuid);
    }

    /** @returns {Object[]} all transfers of an order that this till has sent */
    transfersOf(orderUuid) {
        return this.state.outbox.filter(({ order }) => order.uuid === orderUuid);
    }

    _put(box, transfer, changes) {
        const id = `${box} ${transfer.uuid}`;
        const known = this._transfers.get(id)?.transfer;
        if (!isNews(known, transfer)) {
            return "known";
        }
        const value = { box, transfer, time: this.now() };
        this._transfers.set(id, value);
        changes.push({ op: "put", area: AREA, id, value });
        const isNew = !known || known.version < transfer.version;
        return isNew ? "new" : known.state === transfer.state ? "known" : "moved";
    }

    /** The server was restored from a copy: its numbers begin again, perhaps with lower ones. */
    _forgetAll() {
        const changes = [...this._transfers.keys()].map((id) => ({ op: "delete", area: AREA, id }));
        this._transfers.clear();
        return changes;
    }

    _forgetOld(changes) {
        for (const [id, { transfer, time }] of this._transfers) {
            if (isOver(transfer) && time < this.now() - KEPT) {
                this._transfers.delete(id);
                changes.push({ op: "delete", area: AREA, id });
            }
        }
    }

    _show() {
        const of = (wanted) =>
            [...this._transfers.values()]
                .filter(({ box }) => box === wanted)
                .map(({ transfer }) => transfer)
                .sort(byUrgency);
        Object.assign(this.state, { inbox: of("inbox"), outbox: of("outbox") });
    }

    /** What is not kept is pulled again. */
    _keep(changes) {
        const value = { cursor: this.cursor, asOf: this.state.asOf };
        const meta = { op: "put", area: META, id: CURSOR, value };
        this._write([...changes, meta]);
    }

    _write(changes) {
        this.store.apply(changes).catch((error) => {
            log("keep", "Not kept", [error.message]);
        });
    }
}

/** Open ones first, urgent ones before others, the oldest first. */
function byUrgency(one, other) {
    const rank = (transfer) => [
        isOver(transfer) ? 1 : 0,
        transfer.order.priority === "1" ? 0 : 1,
        transfer.order.created || "",
    ];
    const [a, b] = [rank(one), rank(other)];
    const index = a.findIndex((value, i) => value !== b[i]);
    return index < 0 ? 0 : a[index] < b[index] ? -1 : 1;
}
