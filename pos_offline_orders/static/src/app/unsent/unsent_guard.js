import { RAW_SYMBOL } from "@point_of_sale/app/models/related_models/utils";
import { KnownValues } from "./known_values";
import { mergeValues } from "./merge_unsent";
import { dropDone, removalsOf, withoutRemoved } from "./removals";

const ORDER = "pos.order";
const LINE = "pos.order.line";
/** Which field of a child names its order, by model. */
export const PARENT = { [LINE]: "order_id", "pos.payment": "pos_order_id" };
const MODELS = [ORDER, ...Object.keys(PARENT)];
const MERGED = [ORDER, LINE];
const isOpen = (order) => order.state === "draft" && !order.finalized;

/**
 * What a till has not sent of an open order outlives whatever is read of it: its changes stay, the
 * server's others come in, what was removed here stays away, and the order is to be sent as before.
 *
 * Stock takes what it reads for newer, and an order that was read for one that was sent.
 */
export class UnsentGuard {
    /** @param {Object} models of the till */
    constructor(models) {
        this.models = models;
        this.known = new KnownValues();
        /** Called with each order that has something unsent after it was read. */
        this.onKept = () => {};
        this._kept = new Set(); // uuids of orders that had something unsent when they were read
        this._answered = new WeakSet(); // records as an answer of the server brought them
    }

    /**
     * An answer came: its records are the server's word when they are loaded. What it shows as
     * removed need not be removed again.
     *
     * @param {Object<string, Object[]>} answer records by model
     */
    hear(answer) {
        for (const model of MODELS) {
            (answer?.[model] || []).forEach((values) => this._answered.add(values));
        }
        dropDone(this.models, answer);
    }

    /** An order goes to the server as it is now. */
    noteSent(order) {
        [order, ...order.lines].forEach((record) => this.known.noteSent(record));
    }

    /** The server has these records of an order that the till knew by its own names only. */
    adopt(answer) {
        this._learn(this._listAnswers(answer, () => true));
    }

    /** @returns {boolean} whether something of the order was unsent when it was read last */
    isKept({ uuid }) {
        return this._kept.has(uuid);
    }

    /**
     * Names of the fields that the till has changed, for each record of these orders that the server
     * has: of all others its own values count, also where the message has older ones.
     *
     * @returns {Object<string, string[]>} by uuid
     */
    changesOf(orders) {
        const records = orders.flatMap((order) => [order, ...order.lines]);
        const known = records.filter((record) => record.isSynced && this.known.has(record));
        return Object.fromEntries(known.map((each) => [each.uuid, this.known.changed(each)]));
    }

    /**
     * The server's own words among records; to be asked for before anybody makes others of them.
     *
     * @param {Object<string, Object[]>} records by model
     * @returns {Map<string, {model: string, values: Object}>} by uuid
     */
    answersIn(records) {
        return this._listAnswers(records, (values) => this._answered.has(values));
    }

    /**
     * @param {Object<string, Object[]>} data about to be loaded, by model
     * @param {Map} answers what of it the server has said, as `answersIn` gives it
     * @param {(data: Object) => Object} load
     * @returns {Object} the loaded records by model
     */
    load(data, answers, load) {
        if (!answers.size) {
            const loaded = load(data);
            this._learnFirst(loaded);
            return loaded;
        }
        const { merged, kept } = this._merge(data, answers);
        const loaded = load(withoutRemoved(this.models, merged));
        kept.forEach((record) => (record._dirty = true));
        this._learn(answers);
        this._mark(answers);
        return loaded;
    }

    _listAnswers(records, isAnswer) {
        const answers = new Map();
        for (const model of MODELS) {
            for (const values of records?.[model] || []) {
                if (values.uuid && isAnswer(values)) {
                    answers.set(values.uuid, { model, values });
                }
            }
        }
        return answers;
    }

    /** @returns {{merged: Object, kept: Object[]}} what to load, and the records with own values in it */
    _merge(data, answers) {
        const closed = new Set((data[ORDER] || []).filter((each) => !isOpen(each)).map(idOf));
        const merged = { ...data };
        const kept = [];
        for (const model of MERGED.filter((each) => data[each])) {
            merged[model] = data[model].map((values) => {
                const isOver = closed.has(model === ORDER ? values.id : values[PARENT[model]]);
                const mayMerge = !isOver && answers.has(values.uuid);
                const own = mayMerge ? this._findUnsent(model, values) : null;
                const result = own ? this._mergeOne(own, values) : { values, kept: [] };
                result.kept.length && kept.push(own);
                return result.values;
            });
        }
        return { merged, kept };
    }

    _mergeOne(own, values) {
        return mergeValues(own.model, own[RAW_SYMBOL], values, this.known.get(own));
    }

    _findUnsent(model, values) {
        const own = this._find(model, values);
        const order = model === ORDER ? own : own?.order_id;
        return own?._dirty && order && isOpen(order) ? own : null;
    }

    _learn(answers) {
        for (const { model, values } of answers.values()) {
            const record = MERGED.includes(model) && this._find(model, values);
            record && this.known.learn(record, values);
        }
    }

    /** From the disk comes what the server said in another life of this page. */
    _learnFirst(loaded) {
        for (const record of MERGED.flatMap((model) => loaded[model] || [])) {
            const order = record.order_id || record;
            const isNews = record.isSynced && !record._dirty && !this.known.has(record);
            if (isNews && isOpen(order)) {
                this.known.learn(record, record[RAW_SYMBOL]);
            }
        }
    }

    _mark(answers) {
        for (const order of this._ordersOf(answers)) {
            if (isOpen(order) && this._hasUnsent(order)) {
                order._dirty = true;
                this._kept.add(order.uuid);
                this.onKept(order);
            } else {
                this._kept.delete(order.uuid);
            }
        }
    }

    _ordersOf(answers) {
        const orders = [...answers.values()].map(({ model, values }) => {
            const record = this._find(model, values);
            return model === ORDER ? record : record?.[PARENT[model]];
        });
        return [...new Set(orders)].filter(Boolean);
    }

    _hasUnsent(order) {
        const isUnsent = (record) => record._dirty || !record.isSynced;
        const children = [...order.lines, ...order.payment_ids];
        return order._dirty || children.some(isUnsent) || removalsOf(this.models, order).length > 0;
    }

    _find(model, { uuid }) {
        return this.models[model]?.getBy("uuid", uuid);
    }
}

const idOf = ({ id }) => id;
