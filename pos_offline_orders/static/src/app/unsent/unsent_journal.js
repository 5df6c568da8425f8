import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { addRemoval, removalsOf } from "./removals";
import { PARENT } from "./unsent_guard";

const log = makeLogger("UnsentJournal");
const AREA = "unsent_orders";
const ORDER = "pos.order";

/**
 * Which open orders the server has still to be told of, on the disk: one entry each, written after a
 * change of that order and struck after the answer. Stock has the values on its own disk, but its marks
 * and its removals in memory only, and takes each order that it reads there for one that was sent.
 *
 * An entry: `{uuid, isPending, removals: [{field, kind, id}], records: [{model, uuid, values, sent}]}`,
 * its records as `KnownValues` has them.
 */
export class UnsentJournal {
    /**
     * @param {Object} models of the till
     * @param {import("./known_values").KnownValues} known
     */
    constructor(models, known) {
        this.models = models;
        this.known = known;
        /** Whether stock means to send an order. */
        this.isPending = () => false;
        /** Whether an answer about an order is awaited: its marks are off until there is one. */
        this.isSending = () => false;
        this.entries = new Map(); // by uuid: what is on the disk
        this.store = null;
        this._touched = new Set(); // uuids of orders that may have changed since they were written
        this._writing = null;
    }

    /** Read what is on the disk; a store that fails leaves what stock has on its own. */
    async load(store) {
        this.store = store?.connection === null ? null : store || null;
        const entries = await this._try(() => this.store?.getAll(AREA));
        for (const { id, value } of entries || []) {
            this.entries.set(id, value);
        }
    }

    /** Note which orders change from now on; `write` takes them to the disk. */
    follow() {
        for (const model of [ORDER, ...Object.keys(PARENT)]) {
            const orderOf = (record) => (model === ORDER ? record : record?.[PARENT[model]]);
            const touch = (id) => this.touch(orderOf(this.models[model].get(id)));
            this.models[model].addEventListener("update", ({ id }) => touch(id));
            this.models[model].addEventListener("create", ({ ids }) => ids.forEach(touch));
        }
        this.models[ORDER].addEventListener("delete", ({ key }) => key && this._touched.add(key));
    }

    /** Something of this order may have changed. */
    touch(order) {
        order?.uuid && this._touched.add(order.uuid);
    }

    /** Resolves when all that has changed until now is on the disk, or cannot be. */
    async write() {
        await this._writing;
        const touched = [...this._touched].filter((uuid) => !this._isOnItsWay(uuid));
        touched.forEach((uuid) => this._touched.delete(uuid));
        const changes = touched.flatMap((uuid) => this._makeChange(uuid));
        if (this.store && changes.length) {
            this._writing = this._try(() => this.store.apply(changes));
            await this._writing;
        }
    }

    /**
     * The page was gone: what it had still to tell the server is unsent again.
     *
     * @returns {Object[]} the orders that are to be sent
     */
    restore() {
        const found = [...this.entries.values()].map((entry) => this._restoreOne(entry));
        return found.filter(Boolean);
    }

    _restoreOne(entry) {
        const order = this._find(ORDER, entry);
        if (!order || order.state !== "draft" || order.finalized) {
            this._touched.add(entry.uuid); // nothing is unsent of what is not open
            return null;
        }
        for (const { model, uuid, values, sent } of entry.records) {
            const record = this._find(model, { uuid });
            if (record) {
                this.known.learn(record, values, sent);
                record._dirty = true;
            }
        }
        entry.removals.forEach((removal) => this._removeAgain(order, removal));
        return order;
    }

    _removeAgain(order, removal) {
        const { relation } = this.models[ORDER].fields[removal.field];
        this.models[relation].get(removal.id)?.delete();
        addRemoval(this.models, order, removal);
    }

    _isOnItsWay(uuid) {
        const order = this._find(ORDER, { uuid });
        return Boolean(order && this.isSending(order));
    }

    _makeChange(uuid) {
        const order = this._find(ORDER, { uuid });
        const value = order && this._describe(order);
        if (value) {
            this.entries.set(uuid, value);
            return [{ op: "put", area: AREA, id: uuid, value }];
        }
        return this.entries.delete(uuid) ? [{ op: "delete", area: AREA, id: uuid }] : [];
    }

    /** @returns {Object|null} null where the server has all that is here */
    _describe(order) {
        const { uuid } = order;
        const isPending = this.isPending(order);
        if (order.state !== "draft" || order.finalized || !(order.isSynced || isPending)) {
            return null;
        }
        // Of an order without a number all is unsent, and stock knows that.
        const own = order.isSynced ? [order, ...order.lines] : [];
        const records = own.filter((record) => record._dirty && record.isSynced);
        const removals = removalsOf(this.models, order).map(withoutParent);
        const isUnsent = own.some((record) => record._dirty) || removals.length > 0;
        return isUnsent || !order.isSynced
            ? { uuid, isPending, removals, records: records.flatMap((each) => this._known(each)) }
            : null;
    }

    _known(record) {
        const { values, sent } = this.known.get(record) || {};
        return values
            ? [{ model: record.model.name, uuid: record.uuid, values, sent: [...sent] }]
            : [];
    }

    _find(model, { uuid }) {
        return this.models[model]?.getBy("uuid", uuid);
    }

    async _try(work) {
        try {
            return await work();
        } catch ({ message }) {
            log("store", "Not on the disk", [message]);
        }
    }
}

const withoutParent = ({ field, kind, id }) => ({ field, kind, id });
