/**
 * Have all sales sent that the server has not confirmed, whatever stock's own marks say of them: a
 * reload, a record that is loaded again and a customer who gets a number make an order clean.
 *
 * @param {Object} pos the till's store
 */
export function markUnconfirmed(pos) {
    for (const order of getUnconfirmed(pos)) {
        if (!order.isDirty()) {
            [order, ...order.lines].forEach((record) => (record._dirty = true));
        }
        pos.addPendingOrder([order.id]);
    }
}

/**
 * @param {Object} pos the till's store
 * @returns {boolean} whether a sale waits that nothing stands against: who is online tries again
 */
export function hasWaiting(pos) {
    const { failures } = pos.syncStatus;
    return getUnconfirmed(pos).some(({ uuid }) => !failures.get(uuid));
}

/** @returns {Object[]} orders of sales that the server has not confirmed and has nothing against */
function getUnconfirmed({ data, models }) {
    const open = [...data.paidLedger.sales.values()].filter(({ conflict }) => !conflict);
    return open.map(({ uuid }) => models["pos.order"].getBy("uuid", uuid)).filter(Boolean);
}
