import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";

/**
 * What the modules beside ours keep on an order and what no payload tells another till: the gift card
 * that a line sells, a ticket, a quotation's line. Sold there without it, it would be paid and never
 * made. So whatever is not known here keeps the order where it is; a module whose field may stay
 * behind, or that brings it over itself, adds the field's name, as `pos.order.line/course_id`.
 */
export const knownFields = registry.category("pos_sync_known_fields");

/** What a module keeps elsewhere: `(order) => boolean`, whether it ties the order to this till. */
export const ties = registry.category("pos_sync_ties");

const ORDER_LINE = "pos.order.line";
const RELATIONS = ["many2one", "one2many", "many2many"];
// In the payload, of the order itself, or refused for another reason.
const KNOWN = [
    "attribute_value_ids",
    "combo_item_id",
    "combo_line_ids",
    "combo_parent_id",
    "company_id",
    "course_id",
    "create_uid",
    "currency_id",
    "custom_attribute_value_ids",
    "order_id",
    "pack_lot_ids",
    "product_id",
    "product_uom_id",
    "refund_orderline_ids",
    "refunded_orderline_id",
    "tax_ids",
    "tax_ids_after_fiscal_position",
    "write_uid",
];
KNOWN.forEach((name) => knownFields.add(`${ORDER_LINE}/${name}`, true));

// Programmes that a code has opened: the points and rewards of this order hang on them.
ties.add("codes", ({ uiState }) => uiState?.codeActivatedProgramRules?.length > 0);

/** @returns {string} what keeps an order on this till, in a cashier's words; empty where nothing does */
export function whatIsKeptBack(order) {
    const line = order.lines.find(hasUnknown);
    if (line) {
        return _t(
            "“%(product)s” (a gift card, ticket or quotation) belongs to this till. Pay the order here, or remove it.",
            { product: line.getFullProductName() }
        );
    }
    return hasUnknown(order) || ties.getAll().some((isTied) => isTied(order))
        ? _t("A code or a card is used on this order. Remove it, or pay the order here.")
        : "";
}

function hasUnknown(record) {
    const { raw, model } = record;
    const isUnknown = (field) => isKept(field, model.name) && isFilled(raw[field.name]);
    return Object.values(model.fields).some(isUnknown);
}

/**
 * On a line, whatever leads to another record. On the order, only what is marked as never sent to the
 * server: the rest is what each till sets for itself, its session, its cashier.
 */
function isKept({ name, type, local, dummy, compute, related }, model) {
    const isOwn = local && (type === "char" || RELATIONS.includes(type));
    const isLink = model === ORDER_LINE && RELATIONS.includes(type);
    const isDerived = dummy || compute || related;
    return (isOwn || isLink) && !isDerived && !knownFields.contains(`${model}/${name}`);
}

function isFilled(value) {
    return value instanceof Set || Array.isArray(value) ? [...value].length > 0 : Boolean(value);
}
