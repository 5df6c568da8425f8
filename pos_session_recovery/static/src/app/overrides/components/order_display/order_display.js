import { patch } from "@web/core/utils/patch";
import { OrderDisplay } from "@point_of_sale/app/components/order_display/order_display";

patch(OrderDisplay.prototype, {
    /** Lines that stock cannot draw, as their product does not exist any more. */
    get recoveryGone() {
        return this.props.mode === "receipt" ? [] : this.order.uiState?.recoveryGone || [];
    },
});
