import { patch } from "@web/core/utils/patch";
import { OpeningControlPopup } from "@point_of_sale/app/components/popups/opening_control_popup/opening_control_popup";

patch(OpeningControlPopup.prototype, {
    /** In a new session the register is opened first, then the orders of the one before are offered. */
    async confirm() {
        await super.confirm(...arguments);
        this.pos.settleRecovery?.();
    },
});
