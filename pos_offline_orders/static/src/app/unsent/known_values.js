import { toRaw } from "@odoo/owl";
import { RAW_SYMBOL } from "@point_of_sale/app/models/related_models/utils";

const MANY = new Set(["one2many", "many2many"]);
// The server's alone, what stock itself changes of whatever it reads of a trusted register, and what
// the kitchen was told, which is merged by its own rule (`kitchen/kitchen_state`).
const NOT_OURS = new Set([
    "id",
    "uuid",
    "state",
    "access_token",
    "session_id",
    "config_id",
    "create_date",
    "write_date",
    "last_order_preparation_change",
]);
const namesOf = new WeakMap(); // model → names of the fields that a cashier's work is in

/** What the server last said of the records of open orders, and what of it was changed here since. */
export class KnownValues {
    constructor() {
        this._known = new WeakMap(); // record → {values, sent}
    }

    /**
     * @param {Object} record
     * @param {Object} values what the server has of it, or what it was when nothing of it was unsent
     * @param {string[]} [sent] fields that were sent without an answer
     */
    learn(record, values, sent = []) {
        // Stock makes what it loads the record's own, and writes into it.
        this._known.set(toRaw(record), { values: copyOf(values), sent: new Set(sent) });
    }

    has(record) {
        return this._known.has(toRaw(record));
    }

    /** @returns {{values: Object, sent: Set<string>}|undefined} */
    get(record) {
        return this._known.get(toRaw(record));
    }

    /**
     * The record goes to the server as it is now: until the answer, the server may have any of what
     * was changed. Of a new one, what goes is what is known.
     */
    noteSent(record) {
        const known = this.get(record);
        if (known && record.isSynced) {
            this.changed(record).forEach((name) => known.sent.add(name));
        } else {
            this.learn(record, record[RAW_SYMBOL]);
        }
    }

    /** @returns {string[]} fields that are not as the server last said, or may not be */
    changed(record) {
        const known = this.get(record);
        const own = record[RAW_SYMBOL];
        return fieldsOf(record.model).filter((name) => isChanged(own, known, name));
    }
}

/**
 * @param {Object} own the till's values
 * @param {{values: Object, sent: Set<string>}} [known] without it all counts as changed here
 * @param {string} name of a field
 */
export function isChanged(own, known, name) {
    return !known || known.sent.has(name) || !isSame(own[name], known.values[name]);
}

/** @returns {string[]} */
export function fieldsOf(model) {
    if (!namesOf.has(model)) {
        const isOwn = (field) =>
            !field.dummy && !field.local && !field.compute && !field.related && !isList(field);
        const names = Object.values(model.fields).filter(isOwn).map(nameOf);
        namesOf.set(
            model,
            names.filter((name) => !NOT_OURS.has(name))
        );
    }
    return namesOf.get(model);
}

/** Nothing is nothing in whatever way it is written; sums differ in what no eye sees. */
export function isSame(one, other) {
    const [a, b] = [plain(one), plain(other)];
    if (typeof a === "number" && typeof b === "number") {
        return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
    }
    if (typeof a === "object" && typeof b === "object") {
        return JSON.stringify(a) === JSON.stringify(b);
    }
    return a === b;
}

const nameOf = ({ name }) => name;

function copyOf(values) {
    const copy = (value) => (isMany(value) ? [...value] : value);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, copy(value)]));
}

const isMany = (value) => value instanceof Set || Array.isArray(value);

/** Lists of what is made at tills are told by commands, not by values. */
function isList({ type, inverse_name: inverse }) {
    return type === "one2many" || (MANY.has(type) && inverse);
}

function plain(value) {
    return isMany(value) ? [...value].sort() : value || false;
}
