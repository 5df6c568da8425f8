import { patch } from "@web/core/utils/patch";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { GUARDED } from "../../../guard/guarded_actions";

patch(ClosePosPopup.prototype, {
    /** Counting takes a while: what was sent or refused meanwhile is asked about again. */
    async closeSession() {
        if (await this.pos.syncStatus.guard(GUARDED.CLOSE)) {
            return super.closeSession(...arguments);
        }
    },
});
