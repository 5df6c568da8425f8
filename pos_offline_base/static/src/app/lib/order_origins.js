import { registry } from "@web/core/registry";

/**
 * Who knows an order that was made at another till, and is only sold at this one: by the name of the
 * module that brought it, `(values) => boolean`. It gets the order's plain values, which may come
 * from the disk, and need not be an order of this page.
 */
export const orderOrigins = registry.category("pos_offline_order_origins");

/**
 * @param {Object} [values] of an order, plain
 * @returns {boolean} whether another till made it: it may have what this one does not sell by itself
 */
export function isMadeElsewhere(values) {
    return Boolean(values) && orderOrigins.getAll().some((isFrom) => isFrom(values));
}
