import { familyOf } from "../delivery/order_changes";
import { PAYMENT_FIELDS } from "@pos_offline_base/app/store/payment_fields";

/** What an answer of the server means for a sale of this till. */
export const WORD = Object.freeze({
    NOTHING: "nothing", // it does not have the sale, or has it unpaid
    CONFIRMED: "confirmed",
    CANCELLED: "cancelled",
    PAYMENTS: "payments", // paid, but not with the money that was taken here
    LINES: "lines",
    TOTAL: "total",
});

/**
 * A sale as its receipt shows it, and the records that it is made of.
 *
 * @param {Object} order paid on this till
 * @returns {Object} JSON-able
 */
export function describeSale(order) {
    order.setOrderPrices(); // as stock does before it sends an order: the amounts are kept with it
    return {
        uuid: order.uuid,
        reference: order.pos_reference,
        total: order.currency.round(order.priceIncl),
        rounding: order.currency.rounding,
        time: Date.now(),
        lines: order.lines.map(({ uuid }) => uuid),
        payments: order.payment_ids.filter(isSentByTill).map((payment) => ({
            uuid: payment.uuid,
            amount: payment.amount,
            method: payment.payment_method_id?.name || "",
        })),
        data: recordsOf(order),
    };
}

/**
 * Compare a sale with what the server says of its order.
 *
 * @param {Object} sale as `describeSale` made it
 * @param {Object<string, Object[]>} answer the server's records by model
 * @returns {string} a `WORD`
 */
export function compareSale(sale, answer) {
    const order = (answer["pos.order"] || []).find(({ uuid }) => uuid === sale.uuid);
    if (!order || order.state === "draft") {
        return WORD.NOTHING;
    }
    if (order.state === "cancel") {
        return WORD.CANCELLED;
    }
    const payments = ofOrder(answer["pos.payment"], "pos_order_id", order);
    if (!hasPayments(sale, payments)) {
        return WORD.PAYMENTS;
    }
    const lines = ofOrder(answer["pos.order.line"], "order_id", order).map(({ uuid }) => uuid);
    if (lines.length !== sale.lines.length || sale.lines.some((uuid) => !lines.includes(uuid))) {
        return WORD.LINES;
    }
    // With change to give back the server adds the lines up anew, and may round each of them.
    const off = Math.abs(order.amount_total - sale.total);
    const tolerance = (sale.rounding || 0.01) * (sale.lines.length + 0.5);
    return off < tolerance ? WORD.CONFIRMED : WORD.TOTAL;
}

/** @returns {boolean} whether all money of the sale is among these payments */
export function hasPayments(sale, payments) {
    const half = (sale.rounding || 0.01) / 2; // the server rounds what a till adds up
    return sale.payments.every(({ uuid, amount }) =>
        payments.some((known) => known.uuid === uuid && Math.abs(known.amount - amount) < half)
    );
}

/** Records as they are about to be loaded name their order by whatever id it has there. */
export function ofOrder(records, field, { id }) {
    return (records || []).filter((record) => record[field] === id);
}

/** Payments of a customer's own device are made by the server. */
function isSentByTill({ payment_method_id: method }) {
    return !method?.is_online_payment;
}

function recordsOf(order) {
    const data = {};
    for (const record of familyOf(order)) {
        const values = record.serializeForIndexedDB();
        const { name } = record.model;
        (data[name] ||= []).push(name === "pos.payment" ? pick(values, PAYMENT_FIELDS) : values);
    }
    // A record that got its number lately is named twice in stock's list.
    const idsOf = (records) => records.map(({ id }) => id);
    Object.assign(data["pos.order"][0], {
        lines: idsOf(order.lines),
        payment_ids: idsOf(order.payment_ids),
    });
    // As it is now: records go on changing.
    return JSON.parse(
        JSON.stringify(data, (_key, each) => (each instanceof Set ? [...each] : each))
    );
}

function pick(values, names) {
    const known = names.filter((name) => name in values);
    return Object.fromEntries(known.map((name) => [name, values[name]]));
}
