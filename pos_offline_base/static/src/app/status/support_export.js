import { downloadFile } from "@web/core/network/download";
import { serializeDateTime } from "@web/core/l10n/dates";
import { withoutCardNumbers } from "./card_numbers";

const { DateTime } = luxon;
const FORMAT = 1;
// What support needs to enter a sale again. Everything else stays out: cards, tickets, addresses.
const ORDER_FIELDS = [
    "uuid",
    "id",
    "pos_reference",
    "tracking_number",
    "state",
    "date_order",
    "amount_total",
    "amount_tax",
    "amount_paid",
    "amount_return",
    "partner_id",
    "session_id",
    "config_id",
    "general_customer_note",
    "internal_note",
    "to_invoice",
];
const LINE_FIELDS = [
    "uuid",
    "product_id",
    "full_product_name",
    "qty",
    "price_unit",
    "discount",
    "tax_ids",
    "price_subtotal",
    "price_subtotal_incl",
    "note",
    "customer_note",
];
// What is typed in each record that the line lists.
const LINE_TEXTS = { pack_lot_ids: "lot_name", custom_attribute_value_ids: "custom_value" };
const PAYMENT_FIELDS = ["uuid", "payment_method_id", "amount", "payment_date", "is_change"];

const pick = (record, fields) =>
    Object.fromEntries(
        fields.filter((field) => field in record).map((field) => [field, record[field] ?? null])
    );

/**
 * An order as a file for support holds it, from the records as stock stores them.
 *
 * @param {Object} order
 * @param {Object[]} lines
 * @param {Object[]} payments
 * @param {Object<string, Object[]>} [children] of the lines, by the field that lists them
 */
export function exportOrder(order, lines, payments, children = {}) {
    return {
        ...pick(order, ORDER_FIELDS),
        lines: lines.map((line) => ({ ...pick(line, LINE_FIELDS), ...getTexts(line, children) })),
        payments: payments.map((payment) => pick(payment, PAYMENT_FIELDS)),
    };
}

function getTexts(line, children) {
    const texts = {};
    for (const [field, text] of Object.entries(LINE_TEXTS)) {
        const ids = new Set(line[field]);
        const found = (children[field] || []).filter(({ id }) => ids.has(id));
        Object.assign(texts, found.length && { [field]: found.map((child) => child[text]) });
    }
    return texts;
}

/** @returns {string} the file's text; a card number typed into a note does not get into it */
export function buildExport(content) {
    const made = serializeDateTime(DateTime.now());
    const clean = (_key, value) => (typeof value === "string" ? withoutCardNumbers(value) : value);
    return JSON.stringify({ format: FORMAT, made, ...content }, clean, 2);
}

/** Have the browser save the file, named by the till and the time. */
export function saveExport(content) {
    const time = DateTime.now().toFormat("yyyy-MM-dd-HHmmss", { numberingSystem: "latn" });
    const name = `pos-unsent-${odoo.pos_config_id}-${time}.json`;
    downloadFile(new Blob([buildExport(content)]), name, "application/json");
    return name;
}
