import { patch } from "@web/core/utils/patch";

/**
 * A restaurant merges the orders of two tables: the one that is left stands for what came from another
 * till from then on. Without this the one that goes would be given back, and sold a second time.
 *
 * On the till's own store, and not on its class: pos_restaurant may be loaded after this module.
 */
export function followMerging(pos) {
    if (!pos.mergeOrders) {
        return;
    }
    patch(pos, {
        async mergeOrders(sourceOrder, destOrder) {
            await this.syncOrders.receiver.moveTo(sourceOrder, destOrder);
            return super.mergeOrders(...arguments);
        },
    });
}
