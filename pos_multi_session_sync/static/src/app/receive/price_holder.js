const held = new Set(); // uuids of orders

export const isPriceHeld = ({ uuid }) => held.has(uuid);

/** Do `work` on an order whose prices nobody wants to know afterwards. */
export function withoutPrices({ uuid }, work) {
    held.add(uuid);
    try {
        return work();
    } finally {
        held.delete(uuid);
    }
}

/** Do `work` on an order, and compute its prices once at the end. */
export function withPricesOnce(order, work) {
    try {
        return withoutPrices(order, work);
    } finally {
        order.triggerRecomputeAllPrices();
    }
}
