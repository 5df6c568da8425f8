import { patch } from "@web/core/utils/patch";
import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";

patch(ControlButtons.prototype, {
    /** Quotations are looked up by the customer. On the instance: sales may be loaded after this. */
    setup() {
        super.setup(...arguments);
        const { onClickQuotation } = this;
        if (onClickQuotation) {
            this.onClickQuotation = async () => {
                if (await this.pos.isCustomerOnServer()) {
                    onClickQuotation.call(this);
                }
            };
        }
    },
});
