import { patch } from "@web/core/utils/patch";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";

patch(OrderPaymentValidation.prototype, {
    async validateOrder() {
        return this.pos.isStoppedByUnsold?.(this.order) ? false : super.validateOrder(...arguments);
    },
});
