import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";

patch(PosStore.prototype, {
    /** Stock prints no ticket of a saved order while it is offline; the printers are there. */
    async sendOrderInPreparationUpdateLastChange(order, opts) {
        const { network } = this.data;
        const { offline, warningTriggered } = network;
        try {
            return await super.sendOrderInPreparationUpdateLastChange(...arguments);
        } catch (error) {
            if (!offline || !(error instanceof ConnectionLostError)) {
                throw error;
            }
            network.warningTriggered = warningTriggered; // stock has the next request tell it again
            this.addPendingOrder([order.id]);
            return this.checkPreparationStateAndSentOrderInPreparation(order, opts);
        }
    },
});
