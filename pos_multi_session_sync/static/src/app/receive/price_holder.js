import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosData } from "@point_of_sale/app/services/data_service";

const held = new Set(); // uuids of orders

/**
 * Stock computes all prices of an order anew at each change of each of its lines, in one go: an order
 * of a hundred lines would be made in seconds. Meanwhile its prices are not to be read.
 */
patch(PosOrder.prototype, {
    triggerRecomputeAllPrices() {
        if (!held.has(this.uuid)) {
            super.triggerRecomputeAllPrices?.(...arguments);
        }
    },
});

/** An order that is handed over, or only looked at, goes line by line: nobody wants to know its prices. */
patch(PosData.prototype, {
    localDeleteCascade(record) {
        return withoutPrices(record, () => super.localDeleteCascade(...arguments));
    },
});

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
