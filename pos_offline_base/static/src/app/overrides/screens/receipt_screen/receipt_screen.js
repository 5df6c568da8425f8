import { patch } from "@web/core/utils/patch";
import { ReceiptScreen } from "@point_of_sale/app/screens/receipt_screen/receipt_screen";
import { NEEDED } from "../../../guard/guarded_actions";

patch(ReceiptScreen.prototype, {
    async actionSendReceiptOnEmail() {
        if (await this.pos.tillGuard.needServer(NEEDED.EMAIL)) {
            return super.actionSendReceiptOnEmail(...arguments);
        }
    },
});
