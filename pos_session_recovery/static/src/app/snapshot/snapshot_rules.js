import { PAYMENT_FIELDS } from "@pos_offline_base/app/store/payment_fields";
import { REMOVALS, SCHEMA, SnapshotError } from "./snapshot";

const LIMIT = { records: 2000, text: 500000, list: 2000, params: 2000 };
const KEY = /^[\w-]{1,64}$/;
const NUMPAD_MODES = ["quantity", "discount", "price"];
// Twelve digits at most: nothing that could be the number of a card is kept or given back.
const BUFFER = /^-?\d{0,12}(?:[.,]\d{0,6})?$/;
// What money and identity hang on: wrong in one of these, the whole is refused. Anything else that
// is wrong is dropped.
const CRITICAL = {
    "pos.order": ["state"],
    "pos.order.line": ["order_id", "product_id", "qty", "price_unit", "discount", "tax_ids"],
    "pos.payment": ["pos_order_id", "payment_method_id", "amount"],
};
const REQUIRED = {
    "pos.order.line": ["order_id", "product_id", "qty"],
    "pos.payment": ["pos_order_id", "payment_method_id"],
};
const ALWAYS = ["id", "uuid", "JSONuiState", "write_date", "create_date"];

const isId = (value) => Number.isInteger(value) && value > 0;
const isKey = (value) => typeof value === "string" && KEY.test(value);
const isReference = (value) => isId(value) || isKey(value);
const isEmpty = (value) => value === false || value === null || value === undefined;
const isText = (value) => typeof value === "string" && value.length <= LIMIT.text;
const isDate = (value) => isEmpty(value) || (typeof value === "string" && value.length < 40);
const TYPES = {
    boolean: (value) => typeof value === "boolean",
    integer: (value) => Number.isFinite(value),
    float: (value) => Number.isFinite(value),
    monetary: (value) => Number.isFinite(value),
    many2one: isReference,
    one2many: (value) => isList(value, isReference),
    many2many: (value) => isList(value, isReference),
    json: (value) => JSON.stringify(value).length <= LIMIT.text,
};

function isList(value, isItem) {
    return Array.isArray(value) && value.length <= LIMIT.list && value.every(isItem);
}

function refuseUnless(condition, reason) {
    if (!condition) {
        throw new SnapshotError(reason);
    }
}

/** The typed number as it may be kept and given back. */
export function cleanBuffer(buffer) {
    return typeof buffer === "string" && BUFFER.test(buffer) ? buffer : "";
}

/** The fields of a record that may be kept. */
export function cleanRecord(model, record) {
    if (model !== "pos.payment") {
        return record;
    }
    return Object.fromEntries(
        PAYMENT_FIELDS.filter((name) => name in record).map((name) => [name, record[name]])
    );
}

/**
 * Look at a snapshot as at a letter from a stranger: only known models and fields, each of its type,
 * all of one order. What is not known of a record is dropped, what is wrong refuses the whole.
 *
 * @param {Object} snapshot
 * @param {Object} relations fields of each model, as the till has loaded them
 * @param {string[]} models that a snapshot may hold
 * @returns {Object} the snapshot, with clean records and a clean place
 * @throws {SnapshotError}
 */
export function checkSnapshot(snapshot, relations, models) {
    refuseUnless(snapshot && Number.isInteger(snapshot.schema), "damaged");
    refuseUnless(snapshot.schema <= SCHEMA, "newer");
    checkHead(snapshot);
    const records = {};
    for (const [model, found] of Object.entries(snapshot.records || {})) {
        refuseUnless(isList(found, isObject) && found.length <= LIMIT.records, "damaged");
        refuseUnless(!found.length || (models.includes(model) && relations[model]), "model");
        records[model] = found.map((record) => checkRecord(model, record, relations[model]));
    }
    checkBelonging(snapshot, records);
    return {
        ...snapshot,
        records,
        place: cleanPlace(snapshot.place),
        dirty: cleanList(snapshot.dirty, ([model, key]) => models.includes(model) && isKey(key)),
        removed: cleanList(snapshot.removed, (each) => isRemoval(each, relations, models)),
    };
}

function cleanList(list, isRight) {
    return Array.isArray(list) ? list.filter((each) => Array.isArray(each) && isRight(each)) : [];
}

/** A saved record that was taken off the order: `[kind, field of the order, id]`. */
function isRemoval([kind, name, id], relations, models) {
    const field = relations["pos.order"]?.[name];
    return REMOVALS.includes(kind) && models.includes(field?.relation) && isId(id);
}

function isObject(value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}

function checkHead({ owner, order, place, seq, time }) {
    refuseUnless(isObject(owner) && isObject(place), "damaged");
    refuseUnless(typeof owner.database === "string" && isId(owner.config), "damaged");
    refuseUnless(isId(owner.user) && isId(Number(owner.session)), "damaged");
    refuseUnless(owner.cashier === null || isId(owner.cashier?.id), "damaged");
    refuseUnless(Number.isInteger(seq) && Number.isFinite(time), "damaged");
    refuseUnless(order === null || (isObject(order) && isKey(order.uuid)), "damaged");
}

/** What a screen keeps of a record; stock parses it while it loads. */
function isState(text) {
    try {
        return isText(text) && isObject(JSON.parse(text));
    } catch {
        return false;
    }
}

function checkRecord(model, record, fields) {
    refuseUnless(isReference(record.id), "id");
    refuseUnless(isEmpty(record.uuid) || isKey(record.uuid), "uuid");
    refuseUnless(isEmpty(record.JSONuiState) || isState(record.JSONuiState), "state");
    refuseUnless(
        ["write_date", "create_date"].every((name) => isDate(record[name])),
        "date"
    );
    const isThere = (name) => !isEmpty(record[name]);
    refuseUnless((REQUIRED[model] || []).every(isThere), "type");
    const clean = {};
    for (const [name, value] of Object.entries(cleanRecord(model, record))) {
        const field = fields[name];
        const isRight = ALWAYS.includes(name) || (field && fits(field, value));
        refuseUnless(isRight || !CRITICAL[model]?.includes(name), "type");
        if (isRight) {
            clean[name] = value;
        }
    }
    return clean;
}

function fits(field, value) {
    return isEmpty(value) || (TYPES[field.type] || isTextOrData)(value);
}

/** Texts, dates, selections; fields that a module has added without a type may hold any data. */
function isTextOrData(value) {
    return isText(value) || TYPES.json(value);
}

/** One order, not paid, and nothing that is another order's. */
function checkBelonging({ order }, records) {
    const [found, ...others] = records["pos.order"] || [];
    refuseUnless(!others.length && Boolean(found) === Boolean(order), "order");
    if (!order) {
        return;
    }
    refuseUnless(found.uuid === order.uuid, "order");
    const isMine = (reference) => isEmpty(reference) || [found.id, found.uuid].includes(reference);
    for (const record of Object.values(records).flat()) {
        refuseUnless(isMine(record.order_id) && isMine(record.pos_order_id), "order");
    }
}

function cleanPlace(place) {
    const { screen, params, line, payment, numpadMode, buffer, order, locked } = place;
    const isSmall = isObject(params) && JSON.stringify(params).length <= LIMIT.params;
    return {
        screen: isKey(screen) ? screen : null,
        params: isSmall ? params : {},
        line: isKey(line) ? line : null,
        payment: isKey(payment) ? payment : null,
        numpadMode: NUMPAD_MODES.includes(numpadMode) ? numpadMode : "quantity",
        buffer: cleanBuffer(buffer),
        order: isKey(order) ? order : null,
        locked: Boolean(locked),
    };
}
