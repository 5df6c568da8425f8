import { STATE } from "@pos_offline_base/app/outbox/journal";
import { CREATE, describeValues, WRITE } from "../form/customer_values";

const AREA = "customer_ids";
const FAR = 90 * 86400000; // ms; nothing on a till is older than that and names a local customer

/** @returns {string} why a customer is marked: "waiting" or "failed" */
export function markOf({ state }) {
    return state === STATE.FAILED ? "failed" : "waiting";
}

/**
 * Customers that exist on this till only, and changes that the server does not know yet: put into
 * what the till loads, before its orders are made from it.
 */
export class CustomerMemory {
    /**
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} outbox
     * @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store
     */
    constructor(outbox, store) {
        Object.assign(this, { outbox, store });
        this.ids = new Map(); // local id → the server's
        this._records = new Map(); // local id → the server's record, until stock has it on its disk
        this.discarded = new Map(); // local id → what was entered, for orders that name it
    }

    /** Read what is on the disk. */
    async load() {
        await this.outbox.load();
        const now = Date.now();
        for (const { id, value } of await this.store.getAll(AREA)) {
            if (!(value?.time > now - FAR)) {
                await this.store.delete(AREA, id);
            } else if (typeof value.id === "number") {
                this.ids.set(id, value.id);
                value.record && this._records.set(id, value.record);
            } else if (value.entered) {
                this.discarded.set(id, value.entered);
            }
        }
    }

    /**
     * Stock stores the record as well, but some time later: a till that is killed before that and
     * opened without the server would have an order with a number for a customer, and so with none.
     *
     * @returns {Object[]} changes of the store that keep the server's record of a local customer
     */
    remember(localId, { id, record = null }) {
        this.ids.set(localId, id);
        record && this._records.set(localId, record);
        return [{ op: "put", area: AREA, id: localId, value: { id, record, time: Date.now() } }];
    }

    /** @returns {Object[]} changes of the store that keep what was entered of a customer given up */
    keepDiscarded(localId, entered) {
        this.discarded.set(localId, entered);
        return [{ op: "put", area: AREA, id: localId, value: { entered, time: Date.now() } }];
    }

    /** @returns {string[]} ids that only this till has ever given to customers */
    get localIds() {
        const waiting = this.outbox.list({ kind: CREATE }).map(({ payload }) => payload.local_id);
        return [...this.ids.keys(), ...waiting];
    }

    /** @returns {number|string} the id under which a customer is known now */
    idOf(id) {
        return this.ids.get(id) || id;
    }

    /**
     * Put what waits into the records that the till is about to load, in place.
     *
     * @param {Object<string, Object[]>} data
     */
    adjust(data) {
        const names = new Map();
        const nameOf = (model, id) => {
            if (!names.has(model)) {
                names.set(model, new Map((data[model] || []).map((one) => [one.id, one.name])));
            }
            return names.get(model).get(id);
        };
        // Local ones come from the outbox only: stock stores what it shows, and never forgets it.
        const known = (data["res.partner"] || []).filter(({ id }) => typeof id === "number");
        const changed = this._overlay([...known, ...this._takeMissing(known)], nameOf);
        data["res.partner"] = [...changed, ...this.makeRecords(nameOf)];
        this.adjustOrders(data);
    }

    /** The records that stock does not have yet; what it has is not kept here any longer. */
    _takeMissing(known) {
        const ids = this._records.size && new Set(known.map(({ id }) => id));
        const missing = [];
        for (const [localId, record] of this._records) {
            if (!ids.has(record.id)) {
                missing.push(record);
                continue;
            }
            this._records.delete(localId);
            const value = { id: record.id, time: Date.now() };
            this.store.put(AREA, localId, value).catch(() => {}); // tried again at the next start
        }
        return missing;
    }

    /** Orders that name a customer by its local id, in place. */
    adjustOrders(data) {
        for (const order of data["pos.order"] || []) {
            const entered = this.discarded.get(order.partner_id);
            Object.assign(order, entered, {
                partner_id: entered ? false : this.idOf(order.partner_id),
            });
        }
    }

    makeRecords(nameOf) {
        const operations = this.outbox.list({ kind: CREATE });
        return operations
            .filter(({ payload }) => !this.ids.has(payload.local_id))
            .map((operation) => this.makeRecord(operation, nameOf));
    }

    /** @returns {Object} a local customer, as the till loads those of the server */
    makeRecord(operation, nameOf) {
        const { values, local_id: id, parent_uuid: parentUuid } = operation.payload;
        const later = this._editsOf((payload) => payload.create_uuid === operation.uuid);
        const parent = this.outbox.list({ kind: CREATE }).find(({ uuid }) => uuid === parentUuid);
        const all = Object.assign({}, values, ...later.map(({ payload }) => payload.values));
        const shown = describeValues(all, nameOf);
        if (parent) {
            all.parent_id = parent.payload.local_id;
            shown.parent_name = parent.payload.values.name;
        }
        return { ...all, ...shown, id, write_date: false, property_account_receivable_id: false };
    }

    _overlay(partners, nameOf) {
        const byId = new Map();
        const edits = this._editsOf(({ id }) => id);
        for (const { payload } of edits.filter((edit) => this.outbox.isOwn(edit))) {
            const values = { ...byId.get(payload.id), ...payload.values };
            byId.set(payload.id, values);
        }
        return partners.map((partner) => {
            const values = byId.get(partner.id);
            const all = { ...partner, ...values };
            return values ? { ...all, ...describeValues(all, nameOf) } : partner;
        });
    }

    _editsOf(isWanted) {
        const open = this.outbox.list({ kind: WRITE }).filter(({ state }) => state !== STATE.DONE);
        return open.filter(({ payload }) => isWanted(payload));
    }
}
