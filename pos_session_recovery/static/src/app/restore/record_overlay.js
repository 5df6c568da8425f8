import { keyOf } from "../snapshot/order_records";

// Said by the terminal, not by a snapshot: whoever could write a snapshot could pay with it.
const UNTRUSTED = "retry";
const TRUSTED = ["pending", "retry"];

/**
 * Put the records of a snapshot over those that stock has read from its own database and from the
 * server. Stock's stay where they know more: an order that is paid, saved or written since.
 *
 * @param {Object} data records by model; changed in place
 * @param {Object} snapshot a checked one
 * @param {OrderRecords} orderRecords
 * @param {Object[]} methods the payment methods of the shop
 * @returns {Object[]|null} what was there of this order before; null when stock's version stays
 */
export function overlay(data, snapshot, orderRecords, methods) {
    const [mine] = snapshot.records["pos.order"];
    const versions = (data["pos.order"] || []).filter(({ uuid }) => uuid === mine.uuid);
    if ((mine.state || "draft") !== "draft" || versions.some((order) => knowsMore(order, mine))) {
        return null;
    }
    const before = takeOut(data, mine.uuid, orderRecords);
    const known = new Map(
        before.flatMap(({ model, record }) => [[`${model}/${keyOf(record)}`, record]])
    );
    for (const [model, records] of Object.entries(snapshot.records)) {
        const put = records.map((record) =>
            settle(model, record, known.get(`${model}/${keyOf(record)}`), methods)
        );
        data[model] = [...(data[model] || []), ...put];
    }
    return before;
}

/** Whether stock's version of an order is paid, saved or written since. */
export function knowsMore(stock, mine) {
    const isSaved = (order) => typeof order.id === "number";
    if ((stock.state || "draft") !== "draft" || (isSaved(stock) && !isSaved(mine))) {
        return true;
    }
    return Boolean(stock.write_date && mine.write_date) && stock.write_date > mine.write_date;
}

function takeOut(data, uuid, orderRecords) {
    const old = orderRecords.collectRaw(data, uuid);
    const before = [];
    for (const model of orderRecords.models.filter((name) => data[name])) {
        before.push(
            ...data[model].filter((record) => old.has(record)).map((record) => ({ model, record }))
        );
        data[model] = data[model].filter((record) => !old.has(record));
    }
    return before;
}

function settle(model, record, stock, methods) {
    if (model === "pos.payment") {
        return settlePayment(record, stock, methods);
    }
    // A price belongs to the product that it was made for.
    const isOther = model === "pos.order.line" && stock && stock.product_id !== record.product_id;
    return isOther ? stock : record;
}

/** What a terminal has said is taken from stock's own record only, never from a snapshot. */
function settlePayment(record, stock, methods) {
    if (stock) {
        return { ...stock, ...record, payment_status: stock.payment_status };
    }
    const method = methods.find(({ id }) => id === record.payment_method_id);
    const isElectronic = method?.use_payment_terminal || method?.payment_method_type === "qr_code";
    const isSaid = record.payment_status && !TRUSTED.includes(record.payment_status);
    const isMissing = isElectronic && !record.payment_status && record.amount > 0;
    return isSaid || isMissing ? { ...record, payment_status: UNTRUSTED } : record;
}
