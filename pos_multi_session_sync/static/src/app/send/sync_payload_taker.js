import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { withoutCardNumbers } from "@pos_offline_base/app/status/card_numbers";
import { whatIsKeptBack } from "./sync_kept_back";

export const SCHEMA = 1;

const idOf = (record) => (typeof record?.id === "number" ? record.id : null);

/** @returns {string} why an order cannot be sent to another till; empty where it can */
export function whyNotSendable(order) {
    if (!order?.lines.length) {
        return _t("There is nothing on this order yet.");
    }
    if (order.finalized) {
        return _t("This order is paid. Only open orders can be sent.");
    }
    if (order.payment_ids.length) {
        return _t("A payment has begun on this order. Remove it, then send the order.");
    }
    if (order.sync_transfer_uuid) {
        return _t("This order came from another till. Cancel it here; its sender gets it back.");
    }
    if (order.lines.some((line) => line.refunded_orderline_id)) {
        return _t("A refund belongs to the till where it was begun, and cannot be sent.");
    }
    if (order.lines.some((line) => line.is_reward_line)) {
        return _t(
            "Rewards and coupons count for this till only. Remove them, then send the order."
        );
    }
    const keptBack = whatIsKeptBack(order);
    if (keptBack) {
        return keptBack;
    }
    return hasCardNumber(order)
        ? _t("A note looks like the number of a payment card. Remove it, then send the order.")
        : "";
}

function hasCardNumber(order) {
    const texts = [order.internal_note, order.general_customer_note].concat(
        order.lines.flatMap(({ note, customer_note }) => [note, customer_note])
    );
    return texts.some((text) => text && withoutCardNumbers(text) !== text);
}

function takeCustomer(partner) {
    if (!partner) {
        return null;
    }
    const text = (name) => partner[name] || "";
    return {
        id: idOf(partner),
        local_id: idOf(partner) ? null : String(partner.id),
        name: text("name"),
        phone: text("phone"),
        email: text("email"),
        vat: text("vat"),
        barcode: text("barcode"),
    };
}

function takeLine(line) {
    const { product_id: product } = line;
    return {
        uuid: line.uuid,
        parent_uuid: line.combo_parent_id?.uuid || null,
        combo_item_id: idOf(line.combo_item_id),
        product_id: product.id,
        product_name: product.display_name,
        barcode: product.barcode || "",
        qty: line.qty,
        uom_id: idOf(product.uom_id),
        price_unit: line.price_unit,
        price_type: line.price_type || "original",
        discount: line.getDiscount(),
        tax_ids: line.tax_ids.map(({ id }) => id),
        price_extra: line.price_extra || 0,
        full_product_name: line.full_product_name || product.display_name,
        customer_note: line.customer_note || "",
        note: line.note || "",
        attribute_value_ids: line.attribute_value_ids.map(({ id }) => id),
        custom_values: line.custom_attribute_value_ids.map((custom) => ({
            value_id: idOf(custom.custom_product_template_attribute_value_id),
            text: custom.custom_value || "",
        })),
        lots: line.pack_lot_ids.map(({ lot_name: name }) => ({ name })),
        course_uuid: line.course_id?.uuid || null,
        prepared_qty: getPrepared(line),
        is_reward: false,
    };
}

/** How many the kitchen has been told of. */
function getPrepared({ uuid, order_id: order }) {
    return order.last_order_preparation_change?.lines?.[uuid]?.quantity || 0;
}

/** Everything another till needs to show the same order: payload v1. */
export function takePayload(order) {
    return {
        schema: SCHEMA,
        currency_id: order.currency.id,
        pricelist_id: idOf(order.pricelist_id),
        fiscal_position_id: idOf(order.fiscal_position_id),
        preset_id: idOf(order.preset_id),
        preset_time: order.preset_time ? serializeDateTime(order.preset_time) : null,
        customer: takeCustomer(order.partner_id),
        note: order.internal_note || "",
        general_note: order.general_customer_note || "",
        table_name: takeTable(order),
        guests: order.customer_count || null,
        courses: (order.course_ids || []).map(({ uuid, index, fired }) => ({
            uuid,
            index,
            fired: Boolean(fired),
        })),
        tracking: order.pos_reference || "",
        totals: takeTotals(order),
        lines: order.lines.map(takeLine),
    };
}

function takeTable({ table_id: table, floating_order_name: name }) {
    return table?.table_number ? _t("Table %s", table.table_number).toString() : name || null;
}

/** @returns {{total: number, tax: number}} as the till shows them, rounded to the currency */
export function takeTotals(order) {
    const { currency } = order;
    return { total: currency.round(order.priceIncl), tax: currency.round(order.amountTaxes) };
}
