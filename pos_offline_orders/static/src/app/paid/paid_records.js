const CHILDREN = { "pos.order.line": "order_id", "pos.payment": "pos_order_id" };
const isPaid = ({ state }) => !["draft", "cancel"].includes(state);

/** @returns {boolean} whether the server has the order, but not its payment */
export function isPaidHere(order) {
    return (
        order.finalized && order.isSynced && order.payment_ids.some((payment) => !payment.isSynced)
    );
}

/**
 * At its start stock puts what the disk has and what the server says into one list, the server last.
 * An order that was paid here and is open there would be open again, without its payment.
 *
 * @param {Object<string, Object[]>} data records by model, those of the disk first
 * @returns {Object<string, Object[]>} without what would reopen a paid order
 */
export function keepPaid(data) {
    const orders = data?.["pos.order"] || [];
    const paid = new Set(orders.filter(isPaid).map(({ uuid }) => uuid));
    const reopened = orders.filter((order) => order.state === "draft" && paid.has(order.uuid));
    if (!reopened.length) {
        return data;
    }
    const ids = new Set(reopened.map(({ id }) => id));
    const kept = { ...data, "pos.order": orders.filter((order) => !reopened.includes(order)) };
    for (const [model, field] of Object.entries(CHILDREN)) {
        kept[model] = keepFirst(data[model] || [], (record) => ids.has(record[field]));
    }
    return kept;
}

/** Of several records with one uuid the first, where `matches` holds. */
function keepFirst(records, matches) {
    const seen = new Set();
    return records.filter((record) => {
        if (!matches(record)) {
            return true;
        }
        const isFirst = !seen.has(record.uuid);
        seen.add(record.uuid);
        return isFirst;
    });
}
