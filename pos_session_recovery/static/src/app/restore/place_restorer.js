import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { keyOf, OrderRecords } from "../snapshot/order_records";
import { revive } from "./order_revival";
import { knowsMore, overlay } from "./record_overlay";

const log = makeLogger("Recovery");
const SCREENS_WITH_LINES = ["ProductScreen", "PaymentScreen"];
const OF_PAID_ORDERS = ["ReceiptScreen", "FeedbackScreen", "TipScreen"];

/**
 * Brings one snapshot back while the till starts: its records as stock reads its own, its screen
 * before the first one is drawn, its selected line and typed number once that screen stands.
 */
export class PlaceRestorer {
    /** @param {Object} snapshot a checked one, of this till, this session and this user */
    constructor(snapshot) {
        this.snapshot = snapshot;
        /** What stock had of the order, to undo it; null where stock's version stayed. */
        this.before = null;
        this.isDone = false;
        this._isOverlaid = false;
    }

    get place() {
        return this.snapshot.place;
    }

    /** Put the records over those that stock is about to load. */
    overlay(data, { relations, opts }) {
        const { order } = this.snapshot;
        if (!order || !data || this._isRefused) {
            return data;
        }
        const orderRecords = new OrderRecords(relations, opts.dynamicModels);
        this._methods ||= data["pos.payment.method"] || [];
        const before = overlay(data, this.snapshot, orderRecords, this._methods);
        this._isRefused = before === null;
        if (before) {
            this.before ||= before;
            this._laid ||= copyLast(data, this.snapshot.records);
        }
        return data;
    }

    /**
     * For an order that the server has, stock asks it once more while it starts, and loads the answer
     * over what was laid here. Unless the server knows more, it is laid again.
     */
    layAgain(data) {
        try {
            this._layAgain(data);
        } catch (error) {
            log("layAgain", "As the server has it", [error]);
        }
    }

    _layAgain(data) {
        const order = data.models["pos.order"].getBy("uuid", this.snapshot.order?.uuid);
        const [mine] = this._laid?.["pos.order"] || [];
        if (mine && order?.isSynced && !knowsMore(order.raw, mine)) {
            revive({ models: data.models, data }, { ...this.snapshot, records: this._laid });
        }
    }

    /** What only the page knew of the records: what of it the server has not been told yet. */
    remember(models) {
        if (!this.before) {
            return;
        }
        for (const [model, key] of this.snapshot.dirty) {
            const record = models[model]?.find((each) => keyOf(each) === key);
            if (record) {
                record._dirty = true;
            }
        }
        const order = models["pos.order"].getBy("uuid", this.snapshot.order.uuid);
        for (const [kind, name, id] of order?.isSynced ? this.snapshot.removed : []) {
            const commands = models.commands["pos.order"][kind];
            const known = (commands.get(name) || []).filter((each) => each.id !== id);
            commands.set(name, [...known, { id, parentId: order.id }]);
            order._dirty = true;
        }
    }

    /** Make the router point at the screen of before, as if the address had said so. */
    direct(pos) {
        const page = this.getPage(pos);
        if (page && !this.place.locked) {
            pos.router.state.current = page.screen;
            pos.router.state.params = page.params;
            forgetBackend();
        }
    }

    /** The screen to show, for an order that is still what it was; null when there is none. */
    getPage(pos) {
        const { screen, params, order: uuid } = this.place;
        const order = uuid && pos.models["pos.order"].getBy("uuid", uuid);
        if (!screen || !registry.category("pos_pages").contains(screen) || (uuid && !order)) {
            return null;
        }
        if (OF_PAID_ORDERS.includes(screen) && !order?.finalized) {
            // Paid as far as the snapshot knew; nobody but stock and the server can say so.
            return { screen: "PaymentScreen", params: { orderUuid: uuid } };
        }
        return order?.finalized && ["ProductScreen", "PaymentScreen"].includes(screen)
            ? null
            : { screen, params };
    }

    /** Select the order again: stock takes the last open one where the address names none. */
    select(pos) {
        const order = pos.models["pos.order"].getBy("uuid", this.place.order);
        const page = this.getPage(pos);
        if (order && page) {
            pos.setOrder(order);
        }
        if (!SCREENS_WITH_LINES.includes(page?.screen)) {
            pos.numpadMode = this.place.numpadMode;
            this.isDone = true; // no line is deselected there, and no number typed
        }
    }

    /** Once the screen stands: stock has deselected the line and emptied the number by then. */
    finish(pos, screen) {
        if (this.isDone) {
            return;
        }
        this.isDone = true;
        const order = pos.getOrder();
        if (!order || order.uuid !== this.place.order || screen !== this.getPage(pos)?.screen) {
            return;
        }
        const { line, payment, numpadMode, buffer } = this.place;
        order.selectOrderline(order.lines.find(({ uuid }) => uuid === line));
        const selected = order.payment_ids.find(({ uuid }) => uuid === payment);
        selected && order.selectPaymentline(selected);
        pos.numpadMode = numpadMode;
        if (buffer && pos.numberBuffer.state) {
            pos.numberBuffer.state.buffer = buffer;
            pos.numberBuffer.isReset = false;
        }
        log("finish", "The cashier's place is back");
    }
}

/** As stock does on its first page: with it, each reload would read everything anew. */
function forgetBackend() {
    const url = new URL(browser.location.href);
    if (url.searchParams.has("from_backend")) {
        url.searchParams.delete("from_backend");
        browser.history.replaceState({}, "", url);
    }
}

/** The records that were just added to `data`, as many as there are in `records`. */
function copyLast(data, records) {
    const copies = Object.entries(records).map(([model, { length }]) => [
        model,
        length ? data[model].slice(-length) : [],
    ]);
    return JSON.parse(JSON.stringify(Object.fromEntries(copies)));
}
