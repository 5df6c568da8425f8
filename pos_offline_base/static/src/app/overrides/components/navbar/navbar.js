import { patch } from "@web/core/utils/patch";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { NEEDED } from "../../../guard/guarded_actions";
import { offlineIndicators } from "../../../status/status_parts";

patch(Navbar.prototype, {
    get offlineIndicators() {
        return offlineIndicators.getEntries();
    },

    async showSaleDetails() {
        if (await this.pos.tillGuard.needServer(NEEDED.REPORT)) {
            return super.showSaleDetails(...arguments);
        }
    },
});
