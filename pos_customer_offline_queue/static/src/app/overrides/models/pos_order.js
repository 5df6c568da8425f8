import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { nameCustomer } from "../../orders/order_customers";

patch(PosOrder.prototype, {
    /** An order whose customer is not on the server yet says who it is. */
    serializeForORM() {
        const serialized = super.serializeForORM(...arguments);
        return Object.assign(serialized, nameCustomer(this.partner_id));
    },
});
