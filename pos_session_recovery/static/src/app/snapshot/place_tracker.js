import { effect } from "@web/core/utils/reactive";
import { batched } from "@web/core/utils/timing";
import { toRaw } from "@odoo/owl";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { assemble, listParts } from "./snapshot";
import { makeHead, mergePlace, readPlace, SnapshotTaker } from "./snapshot_taker";
import { describeCashier } from "../decision/place_world";
import { afterThisTask } from "./scheduling";
import { storeAtOnce } from "../restore/stock_store";
import { noteLeft } from "./tab";

const log = makeLogger("Recovery");
const QUIET = 700; // ms without a change after which the order goes into the recovery list

/** Watches the active order and the screen, and has each change kept. */
export class PlaceTracker {
    /**
     * @param {Object} options
     * @param {Object} options.pos the store of the till
     * @param {SnapshotKeeper} options.keeper
     * @param {RecoveryRing} options.ring
     * @param {Object} options.owner database, config, session, user and device; the cashier of before
     * @param {Object|null} options.place that of before, while nobody is at the till yet
     * @param {() => Object|null} [options.getPending] the place that is still being brought back
     * @param {Function} [options.onFirst] called when the first snapshot is kept
     * @param {Function} [options.defer]
     */
    constructor({ pos, keeper, ring, owner, place = null, ...options }) {
        Object.assign(this, { pos, keeper, ring, owner, place });
        const { getPending = () => null, onFirst = () => {}, defer = afterThisTask } = options;
        Object.assign(this, { getPending, onFirst, defer });
        this.taker = new SnapshotTaker(pos.data);
        this._isPlanned = false;
        this._total = 0;
        this._last = null;
    }

    start() {
        this.stopListening = this.taker.listen(() => this.plan());
        this.pos.numberBuffer.addEventListener("buffer-update", () => this.plan());
        effect(
            batched((pos) => {
                readPlace(pos); // so that this runs again when any of it changes
                this.plan();
            }),
            [this.pos]
        );
        window.addEventListener("pagehide", () => {
            this._isPlanned && this.flush();
            this.keeper.writeSlot();
            noteLeft(this.keeper.seq);
        });
    }

    /** Take a snapshot when the work of now is done: one for all that it changes. */
    plan() {
        if (!this._isPlanned) {
            this._isPlanned = true;
            this.defer(() => this._isPlanned && this.flush());
        }
    }

    /** Take it now. A snapshot that cannot be taken must not stop a sale. */
    flush() {
        this._isPlanned = false;
        try {
            this._flush();
        } catch (error) {
            log("flush", "No snapshot", [error]);
        }
    }

    /** The snapshot of an order, whichever it is, for the recovery list. */
    takeOf(order) {
        const taker = new SnapshotTaker(this.pos.data);
        const place = { ...readPlace(this.pos), order: order.uuid, buffer: "" };
        Object.assign(place, { screen: "ProductScreen", params: { orderUuid: order.uuid } });
        const parts = taker.take(order);
        const head = this._makeHead(order, { ...place, line: null }, order.priceIncl);
        return this._assemble({ ...head, seq: this.keeper.seq }, parts);
    }

    _flush() {
        const pos = toRaw(this.pos);
        const order = pos.getOrder();
        const place = this.getPending() || mergePlace(this.place, readPlace(pos));
        if (place.order !== (order?.uuid || null)) {
            return; // nobody is signed in: the place stays as it was left
        }
        if (this._last && this._last.uuid !== order?.uuid) {
            this._keepInRing(); // the order before, as it was left
        }
        this.place = place;
        this._keep(order, order && !order.finalized ? order : undefined);
    }

    /** Stock keeps what is paid, and at once; a snapshot never brings back more than a draft. */
    _keep(order, draft) {
        const parts = this.taker.take(draft);
        const head = this._makeHead(draft, this.place, this._total);
        const seq = this.keeper.keep(head, parts);
        seq === this.keeper.firstSeq && this.onFirst();
        if (order?.finalized && this._paid !== order.uuid) {
            this._paid = order.uuid;
            storeAtOnce(this.pos.data, order);
            this.ring.remove(order.uuid).catch(() => {});
        }
        this._last = draft && { uuid: draft.uuid, order: draft, head: { ...head, seq }, parts };
        clearTimeout(this._timer);
        this._timer = setTimeout(() => this._keepInRing(), QUIET);
    }

    _makeHead(order, place, total) {
        this.cashier = describeCashier(this.pos) || this.cashier || this.owner.cashier || null;
        const owner = { ...this.owner, cashier: this.cashier };
        const [dirty, removed] = [this.taker.listDirty(), this.taker.listRemoved()];
        return makeHead({ owner, order, place, total, dirty, removed });
    }

    /** The total takes all lines to compute: it is told when the till is quiet. */
    _keepInRing() {
        const last = this._last;
        const isThere = last && this.pos.models["pos.order"].getBy("uuid", last.uuid);
        if (!isThere || !last.order.lines.length || last.order.finalized) {
            return;
        }
        try {
            this._total = last.order.priceIncl;
            last.head.order.total = this._total;
            this.ring.put(this._assemble(last.head, last.parts)).catch(() => {});
        } catch (error) {
            log("ring", "Not in the list", [error]);
        }
    }

    _assemble(head, parts) {
        return assemble(
            { ...head, parts: listParts(parts) },
            parts.map(({ text }) => text)
        );
    }
}
