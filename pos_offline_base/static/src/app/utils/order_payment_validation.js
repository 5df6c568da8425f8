import { patch } from "@web/core/utils/patch";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";

patch(OrderPaymentValidation.prototype, {
    /** A sale waits for its own answer, not for those of all that was left over before. */
    async finalizeValidation() {
        const finalize = () => super.finalizeValidation(...arguments);
        return this.pos.orderSync.first(this.order, finalize);
    },
});
