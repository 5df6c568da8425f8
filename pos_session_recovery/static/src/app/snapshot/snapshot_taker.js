import { toRaw } from "@odoo/owl";
import { keyOf, OrderRecords } from "./order_records";
import { MODULE, makePart, REMOVALS, SCHEMA } from "./snapshot";
import { cleanBuffer, cleanRecord } from "./snapshot_rules";

// Screens that are in front of the till, not part of the cashier's work.
const IN_FRONT = ["LoginScreen", "SaverScreen", "ActionScreen"];

/**
 * Takes the snapshot of the active order. What each of its records looks like is kept as text and
 * made again only for records that changed, so that a change costs the same whatever the order's
 * length, and other orders are not even looked at.
 */
export class SnapshotTaker {
    /**
     * @param {Object} data the data service of the till
     */
    constructor({ models, relations, opts }) {
        this.models = toRaw(models);
        this.orderRecords = new OrderRecords(relations, opts.dynamicModels);
        this.order = null;
        this._forget(null);
    }

    /**
     * Call `onChange` when a record changes that may be one of an order.
     *
     * @returns {() => void} stops it
     */
    listen(onChange) {
        const stops = [];
        for (const model of this.orderRecords.models) {
            const on = (event, note) => {
                const stop = this.models[model].addEventListener(event, (told) => {
                    note(told);
                    onChange();
                });
                stops.push(stop);
            };
            on("update", ({ id, fields }) => this._noteUpdate(model, id, fields));
            on("create", () => (this._members = null));
            on("delete", () => (this._members = null));
        }
        return () => stops.forEach((stop) => stop());
    }

    /**
     * @param {Object|undefined} order the active one, or any other
     * @returns {Part[]}
     */
    take(order) {
        order = toRaw(order) || null;
        if (order !== this.order) {
            this._forget(order);
        }
        for (const record of this._stale) {
            this._parts.delete(record);
        }
        this._stale.clear();
        this._members ||= order ? this.orderRecords.collect(order) : new Map();
        return Array.from(this._members, ([record, model]) => this._getPart(model, record));
    }

    /** Records that the server has in an older version, by model and key. */
    listDirty() {
        if (!this.order?.isSynced) {
            return []; // the server has nothing of it
        }
        return Array.from(this._members || [])
            .filter(([record]) => record._dirty && record.isSynced)
            .map(([record, model]) => [model, keyOf(record)]);
    }

    /**
     * Lines and the like that were taken off the order and that the server still has. Stock knows of
     * them in memory only: without this, they are back with the next answer of the server.
     */
    listRemoved() {
        const removed = [];
        for (const kind of REMOVALS) {
            for (const { name } of this.orderRecords.children["pos.order"]) {
                const commands = this.models.commands["pos.order"]?.[kind].get(name) || [];
                const mine = commands.filter(({ parentId }) => parentId === this.order?.id);
                removed.push(...mine.map(({ id }) => [kind, name, id]));
            }
        }
        return removed;
    }

    _getPart(model, record) {
        let part = this._parts.get(record);
        if (!part) {
            const values = cleanRecord(model, record.serializeForIndexedDB());
            part = makePart(model, keyOf(record), values);
            this._parts.set(record, part);
        }
        return part;
    }

    _noteUpdate(model, id, fields) {
        const record = this.models[model].get(id);
        record && this._stale.add(toRaw(record));
        if (this.orderRecords.isStructural(model, fields)) {
            this._members = null;
        }
    }

    _forget(order) {
        this.order = order;
        this._members = null;
        this._parts = new Map();
        this._stale = new Set();
    }
}

/** Where the cashier is: what a snapshot says apart from the records. */
export function readPlace(pos) {
    const { current, params } = pos.router.state;
    const order = pos.getOrder();
    const { selected_orderline_uuid: line, selected_paymentline_uuid: payment } =
        order?.uiState || {};
    return {
        screen: current,
        params: JSON.parse(JSON.stringify(params || {})),
        line: line || null,
        payment: payment || null,
        numpadMode: pos.numpadMode,
        buffer: cleanBuffer(pos.numberBuffer.get()),
        order: order?.uuid || null,
        locked: current === "LoginScreen",
    };
}

/** The place to come back to: that of before while the till is locked or asleep. */
export function mergePlace(before, place) {
    if (!before || !IN_FRONT.includes(place.screen)) {
        return place;
    }
    return { ...before, locked: place.locked };
}

/** Everything of a snapshot but its number and its records. */
export function makeHead({ owner, order, place, total, dirty, removed }) {
    return {
        schema: SCHEMA,
        module: MODULE,
        owner,
        time: Date.now(),
        order: order && {
            uuid: order.uuid,
            id: order.isSynced ? order.id : null,
            reference: order.pos_reference || "",
            total,
            currency: order.currency?.name || "",
            partnerName: order.partner_id?.name || "",
            lineCount: order.lines.length,
        },
        place,
        dirty,
        removed,
    };
}
