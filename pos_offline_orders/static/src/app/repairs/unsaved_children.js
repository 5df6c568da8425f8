/** What a till has put on an order and the server's word on that order does not have yet. */

const CHILDREN = { lines: "order_id", payment_ids: "pos_order_id" };

/**
 * Load records; what only this till has on their orders stays on them.
 *
 * Stock keeps it in the order's list but cuts the way back, and a line of no order has no currency:
 * the page ends in "Oops". It happens when a line is added while its order is saved for the first
 * time, or when the reply to that was lost and the order comes from the server.
 *
 * @param {Object} data records by model
 * @param {(data: Object) => Object} load
 * @returns {Object} the loaded records by model
 */
export function loadWithUnsaved(data, load) {
    const loaded = load(data);
    for (const order of loaded["pos.order"] || []) {
        for (const [list, parent] of Object.entries(CHILDREN)) {
            const lost = (order[list] || []).filter((child) => !child[parent]);
            lost.forEach((child) => (child[parent] = order));
        }
    }
    return loaded;
}
