import { patch } from "@web/core/utils/patch";
import { registry } from "@web/core/registry";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { NEEDED } from "../../../guard/guarded_actions";

/**
 * Components that tell the cashier how the till stands with the network, in the order of their
 * sequence. Each takes no props and draws one button, or nothing.
 */
export const offlineIndicators = registry.category("pos_offline_indicators");

patch(Navbar.prototype, {
    get offlineIndicators() {
        return offlineIndicators.getEntries();
    },

    async showSaleDetails() {
        if (await this.pos.syncStatus.needServer(NEEDED.REPORT)) {
            return super.showSaleDetails(...arguments);
        }
    },
});
