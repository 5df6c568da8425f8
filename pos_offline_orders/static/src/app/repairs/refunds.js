/** A sale that is given back before the server has it: both wait, and the refund needs its sale. */

const LINES = "pos.order.line";
const isUnsent = ({ id }) => typeof id === "string";
const getRefunds = (line) => line.refund_orderline_ids || [];

/**
 * Have a sale sent without the lines that give it back: they name it themselves.
 *
 * Stock sends those that the server does not have inside the sale, as lines of no order: the server
 * refuses the sale.
 *
 * @param {Object} models of the till
 */
export function keepRefundsApart(models) {
    const field = models[LINES]?.fields.refund_orderline_ids;
    if (field) {
        field.local = true; // stock's word for what is not sent
    }
}

/** @returns {Object[]} the sales of which it gives something back and that are not on the server */
export function getUnsentSales(order) {
    const sold = order.lines.map((line) => line.refunded_orderline_id);
    return sold.filter((line) => line && isUnsent(line)).map((line) => line.order_id);
}

/** @returns {boolean} whether one of these sales is given back by what the server does not have */
export function hasUnsentRefund(orders) {
    const lines = orders.flatMap((order) => order.lines);
    return lines.some((line) => getRefunds(line).some(isUnsent));
}

/** @returns {Object[]} the same orders, each refund after all sales */
export function salesFirst(orders) {
    const refunds = new Set(orders.filter((order) => getUnsentSales(order).length));
    return [...orders.filter((order) => !refunds.has(order)), ...refunds];
}

/**
 * Load records and keep what gives which line back.
 *
 * Stock forgets it in two ways: when a line gets its id of the server, and in the sale that was on
 * the disk before its refund was made; it could be given back once more then.
 *
 * @param {Object} models of the till
 * @param {Object} data records by model
 * @param {(data: Object) => Object} load
 * @returns {Object} the loaded records by model
 */
export function loadWithRefunds(models, data, load) {
    const known = ({ uuid }) => models[LINES].getBy("uuid", uuid);
    const sold = (data[LINES] || []).map(known).filter((line) => line && isUnsent(line));
    const links = sold.flatMap((line) => getRefunds(line).map((back) => [back, line]));
    const loaded = load(data);
    for (const back of (loaded[LINES] || []).filter(isUnsent)) {
        const line = back.refunded_orderline_id;
        if (line && !getRefunds(line).includes(back)) {
            back.refunded_orderline_id = undefined; // what it is already stock does not link
            links.push([back, line]);
        }
    }
    links.forEach(([back, line]) => (back.refunded_orderline_id = line));
    return loaded;
}

/**
 * Name by its uuid what is given back, where it had no id yet and the till has no record of it any
 * more, after a kill in the middle: the server finds it by that.
 *
 * @param {Object} order
 * @param {Object} serialized the order for the server; is changed
 */
export function nameRefunded(order, serialized) {
    const lines = order.lines.filter(
        (line) => typeof line.raw.refunded_orderline_id === "string" && !line.refunded_orderline_id
    );
    if (lines.length) {
        serialized.relations_uuid_mapping ||= {};
        const mapping = (serialized.relations_uuid_mapping[LINES] ||= {});
        for (const { uuid, raw } of lines) {
            mapping[uuid] = { ...mapping[uuid], refunded_orderline_id: raw.refunded_orderline_id };
        }
    }
}
