import { omit } from "@web/core/utils/objects";
import { uuidv4 } from "@point_of_sale/utils";
import { isShown } from "@pos_offline_base/app/outbox/outbox_status";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { markOf } from "./customer_memory";
import {
    CREATE,
    describeValues,
    getChanged,
    mergeEdits,
    pick,
    readValues,
    WRITE,
} from "../form/customer_values";

const laneOf = (id) => `partner ${id}`;

/** Saves customers on the till, and brings them to the server and its answers to the till. */
export class CustomerQueue {
    /**
     * @param {Object} pos the till's store
     * @param {Object} parts
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} parts.outbox
     * @param {import("./customer_memory").CustomerMemory} parts.memory
     */
    constructor(pos, { outbox, memory }) {
        Object.assign(this, { pos, outbox, memory });
    }

    get partners() {
        return this.pos.models["res.partner"];
    }

    /** Begin to listen for what becomes of customers. */
    start() {
        this.outbox.onDone(CREATE, (operation, answer) => this._onCreated(operation, answer));
        this.outbox.onDone(WRITE, (_operation, answer) => this._load(answer.result.record));
        this.outbox.onDiscarded(CREATE, (operation) => this._forget(operation));
        this.outbox.onDiscarded(WRITE, ({ payload }) => this._takeBack(payload));
    }

    /** @returns {Object|undefined} the operation that creates the customer with this local id */
    getCreation(id) {
        return this.outbox.list({ kind: CREATE }).find(({ payload }) => payload.local_id === id);
    }

    /** @returns {Object|undefined} what the server does not know yet of a customer: the first of it */
    getOpen(id) {
        const isOpen = ({ state }) => state !== STATE.DONE;
        return this.outbox.list({ lane: laneOf(id) }).find(isOpen);
    }

    /** @returns {boolean} whether a customer is another user's, and not the server's yet */
    isHidden(id) {
        const creation = typeof id === "string" && this.getCreation(id);
        return Boolean(creation) && !isShown({ env: this.pos.env, pos: this.pos }, creation);
    }

    /** @returns {"waiting"|"failed"|null} */
    getMark(id) {
        const operation = this.getOpen(id);
        return operation ? markOf(operation) : null;
    }

    //-------------------------------------------------------------------------
    // Saving
    //-------------------------------------------------------------------------

    /**
     * Save a new customer, or changes of one; durable when it resolves.
     *
     * @param {Object|null} partner a record of the till
     * @param {Object} values of the form
     * @returns {Promise<Object>} the record
     */
    async save(partner, values) {
        // It may have reached the server while the form was open.
        const known = partner && this.partners.get(this.memory.idOf(partner.id));
        if (!known) {
            return this._create(values);
        }
        const before = readValues(known, Object.keys(values));
        const changed = getChanged(before, values);
        if (changed.length || this.getMark(known.id) === "failed") {
            const edit = { base: pick(before, changed), values: pick(values, changed) };
            await this._edit(known, edit);
            this._show(known, edit.values);
        }
        return known;
    }

    async _create(values) {
        const localId = uuidv4();
        const operation = await this.outbox.add({
            kind: CREATE,
            lane: laneOf(localId),
            cashier: this._cashier,
            ...this._withParent({ values, local_id: localId }),
        });
        const nameOf = (model, id) => this._nameOf(model, id);
        const record = this.memory.makeRecord(operation, nameOf);
        this.pos.models.connectNewData({ "res.partner": [record] });
        return this.partners.get(localId);
    }

    get _cashier() {
        const { id } = this.pos.getCashier?.() || {};
        return typeof id === "number" ? id : null;
    }

    /** A company that waits as well goes first, and is named by its operation. */
    _withParent(payload) {
        const parent = this.getCreation(payload.values.parent_id);
        if (!parent) {
            return { payload, after: [] };
        }
        const values = { ...payload.values, parent_id: false };
        return { payload: { ...payload, values, parent_uuid: parent.uuid }, after: [parent.uuid] };
    }

    async _edit(partner, edit) {
        const operations = this.outbox.list({ lane: laneOf(partner.id) });
        const open = operations.filter(({ state }) => state !== STATE.DONE);
        const last = open.at(-1);
        const payload = last && this._merge(last, edit);
        const isChanged =
            (last?.state === STATE.PENDING && (await this.outbox.replace(last.uuid, payload))) ||
            (last?.state === STATE.FAILED && (await this.outbox.retry(last.uuid, payload)));
        if (!isChanged && Object.keys(edit.values).length) {
            await this._addEdit(partner, edit);
        }
    }

    _merge({ kind, payload }, edit) {
        if (kind === CREATE) {
            const values = { ...payload.values, ...edit.values };
            const kept = "parent_id" in edit.values ? omit(payload, "parent_uuid") : payload;
            return this._withParent({ ...kept, values }).payload;
        }
        return { ...payload, ...mergeEdits(payload, edit) };
    }

    async _addEdit(partner, edit) {
        const creation = this.getCreation(partner.id);
        const target = creation ? { create_uuid: creation.uuid } : { id: partner.id };
        await this.outbox.add({
            kind: WRITE,
            lane: laneOf(partner.id),
            cashier: this._cashier,
            payload: { ...target, ...edit },
            after: creation ? [creation.uuid] : [],
        });
    }

    _show(partner, values) {
        const all = { ...readValues(partner, ["parent_id", "state_id", "country_id"]), ...values };
        const address = ["street", "street2", "zip", "city", "email"];
        const shown = describeValues({ ...readValues(partner, address), ...all }, (model, id) =>
            this._nameOf(model, id)
        );
        partner.update({ ...values, ...shown }, { omitUnknownField: true });
    }

    _nameOf(model, id) {
        return this.pos.models[model]?.get(id)?.name;
    }

    //-------------------------------------------------------------------------
    // What became of it
    //-------------------------------------------------------------------------

    async _onCreated({ payload }, { result }) {
        const { local_id: localId } = payload;
        const changes = this.memory.remember(localId, result);
        await this._load(result.record);
        this._replace(localId, this.partners.get(result.id));
        return changes;
    }

    /** @param {Object|false} record false where the user may not read it, or it is gone since */
    async _load(record) {
        if (!record) {
            return;
        }
        const { data, models } = this.pos;
        const records = { "res.partner": [record] };
        const missing = await data.missingRecursive({ ...records });
        models.connectNewData(missing["res.partner"] ? missing : records);
        data.synchronizeServerDataInIndexedDB(records);
    }

    /** From now on the server's record is the customer, on orders as well. */
    _replace(localId, partner) {
        if (!partner) {
            return; // this page goes on with the local one; the order names it by its operation
        }
        for (const order of this._ordersOf(localId)) {
            const isOver = this._isOnServer(order); // the server has linked it by itself
            order.partner_id = partner;
            if (isOver) {
                order._dirty = false;
            } else {
                this.pos.addPendingOrder([order.id]);
            }
        }
        this.partners.get(localId)?.delete({ silent: true });
    }

    /** A number says that the server has the order, as a draft maybe; not that it has the sale. */
    _isOnServer({ finalized, isSynced, uuid }) {
        return finalized && isSynced && !this.pos.data.paidLedger?.has(uuid);
    }

    _ordersOf(id) {
        return this.pos.models["pos.order"].filter((order) => order.partner_id?.id === id);
    }

    /** Given up: paid orders keep what was entered, carts do without. */
    _forget({ uuid, payload }) {
        const { local_id: id, values } = payload;
        const entered = { offline_customer_uuid: uuid, offline_customer_data: values };
        const orders = this._ordersOf(id);
        const paid = orders.filter(({ finalized }) => finalized);
        paid.forEach((order) => this._keepEntered(order, entered));
        orders.filter(({ finalized }) => !finalized).forEach((order) => order.setPartner(false));
        this.partners.get(id)?.delete({ silent: true });
        return paid.length ? this.memory.keepDiscarded(id, entered) : [];
    }

    _keepEntered(order, entered) {
        const isSent = this._isOnServer(order);
        order.update({ partner_id: undefined, ...entered });
        order._dirty = !isSent;
    }

    _takeBack({ id, base }) {
        const partner = this.partners.get(id);
        if (partner) {
            this._show(partner, base);
        }
    }
}
