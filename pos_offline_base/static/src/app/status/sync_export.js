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
 */
export function exportOrder(order, lines, payments) {
    return {
        ...pick(order, ORDER_FIELDS),
        lines: lines.map((line) => pick(line, LINE_FIELDS)),
        payments: payments.map((payment) => pick(payment, PAYMENT_FIELDS)),
    };
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
