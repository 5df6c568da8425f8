import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

// As the server has it: more than any currency needs.
const MAX_AMOUNT = 1e12;

/** Nothing can be made of it at this till, whatever is tried; the message says so to a cashier. */
export class UnusableOrderError extends Error {
    name = "UnusableOrderError";

    constructor(cause) {
        super(_t("This order cannot be used here. Give it back to its sender.").toString(), {
            cause,
        });
    }
}

const isObject = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isText = (value) => typeof value === "string" && Boolean(value);
const isAmount = (value) => typeof value === "number" && Math.abs(value) < MAX_AMOUNT;
const isId = (value) => Number.isInteger(value) && value > 0;

const text = (value) => (isText(value) ? value : "");
const amount = (value) => (isAmount(value) ? value : 0);
const id = (value) => (isId(value) ? value : null);
const ids = (value) => (Array.isArray(value) ? value.filter(isId) : []);
const objects = (value) => (Array.isArray(value) ? value.filter(isObject) : []);

/**
 * What the till needs, whoever has sent it: stock parses notes while it draws, and a text that it
 * cannot parse leaves the screen blank.
 *
 * @param {Object} payload as the server gives it
 * @returns {Object} the same, with each part of its kind
 * @throws {UnusableOrderError}
 */
export function normalise(payload) {
    if (!isSound(payload)) {
        throw new UnusableOrderError();
    }
    return {
        ...payload,
        pricelist_id: id(payload.pricelist_id),
        fiscal_position_id: id(payload.fiscal_position_id),
        preset_id: id(payload.preset_id),
        preset_time: isTime(payload.preset_time) ? payload.preset_time : null,
        customer: isObject(payload.customer) ? normaliseCustomer(payload.customer) : null,
        note: labels(payload.note),
        general_note: text(payload.general_note),
        table_name: text(payload.table_name) || null,
        guests: amount(payload.guests) || null,
        courses: objects(payload.courses),
        totals: { total: payload.totals.total, tax: amount(payload.totals.tax) },
        missing: objects(payload.missing),
        dropped: Array.isArray(payload.dropped) ? payload.dropped.filter(isText) : [],
        lines: payload.lines.map(normaliseLine),
    };
}

function isSound(payload) {
    return (
        isObject(payload) &&
        isAmount(payload.totals?.total) &&
        Array.isArray(payload.lines) &&
        payload.lines.length > 0 &&
        payload.lines.every(
            (line) =>
                isObject(line) &&
                isText(line.uuid) &&
                isId(line.product_id) &&
                isAmount(line.qty) &&
                isAmount(line.price_unit)
        )
    );
}

function normaliseCustomer(customer) {
    return { ...customer, id: id(customer.id), name: text(customer.name) };
}

function normaliseLine(line) {
    return {
        ...line,
        product_name: text(line.product_name),
        full_product_name: text(line.full_product_name),
        barcode: text(line.barcode),
        price_type: text(line.price_type) || "original",
        price_extra: amount(line.price_extra),
        discount: Math.min(100, Math.max(0, amount(line.discount))),
        prepared_qty: amount(line.prepared_qty),
        note: labels(line.note),
        customer_note: text(line.customer_note),
        tax_ids: ids(line.tax_ids),
        attribute_value_ids: ids(line.attribute_value_ids),
        custom_values: objects(line.custom_values).map((one) => ({ ...one, text: text(one.text) })),
        lots: objects(line.lots).filter(({ name }) => isText(name)),
    };
}

/** A note as stock keeps it; a plain text becomes one label. */
function labels(note) {
    if (!isText(note)) {
        return "";
    }
    const read = parse(note);
    const all = Array.isArray(read) ? read : [{ text: note, colorIndex: 0 }];
    return JSON.stringify(all.filter((label) => isObject(label) && isText(label.text)));
}

function parse(note) {
    try {
        return JSON.parse(note);
    } catch {
        return null;
    }
}

function isTime(value) {
    try {
        return isText(value) && deserializeDateTime(value).isValid;
    } catch {
        return false;
    }
}
