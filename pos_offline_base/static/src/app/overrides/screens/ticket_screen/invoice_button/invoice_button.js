import { patch } from "@web/core/utils/patch";
import { InvoiceButton } from "@point_of_sale/app/screens/ticket_screen/invoice_button/invoice_button";
import { NEEDED } from "../../../../guard/guarded_actions";

patch(InvoiceButton.prototype, {
    async _invoiceOrder() {
        if (await this.pos.tillGuard.needServer(NEEDED.INVOICE)) {
            return super._invoiceOrder(...arguments);
        }
    },
});
