import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { isPriceHeld } from "../../receive/price_holder";

/**
 * Stock computes all prices of an order anew at each change of each of its lines, in one go: an order
 * of a hundred lines would be made in seconds. Meanwhile its prices are not to be read.
 */
patch(PosOrder.prototype, {
    triggerRecomputeAllPrices() {
        if (!isPriceHeld(this)) {
            super.triggerRecomputeAllPrices?.(...arguments);
        }
    },
});
