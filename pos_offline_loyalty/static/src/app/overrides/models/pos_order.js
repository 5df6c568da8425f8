import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

/** The answer about a card may come after the payment: it changes nothing of what was paid. */
patch(PosOrder.prototype, {
    _updateRewardLines() {
        return this.finalized ? false : super._updateRewardLines(...arguments);
    },

    _applyReward() {
        return this.finalized ? false : super._applyReward(...arguments);
    },
});
