import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { nameRefunded } from "../utils/refunds";

patch(PosOrder.prototype, {
    /**
     * A customer that only this till knows is none to the server, and a paid sale does not wait for
     * one: also where the module that made it is gone. One of whom the till has the number only is
     * the server's to know: stock would take it off the order.
     */
    serializeForORM() {
        const serialized = super.serializeForORM(...arguments);
        const customer = this.partner_id ? serialized.partner_id : this.raw.partner_id;
        if (typeof customer === "number") {
            serialized.partner_id = customer;
        } else if (typeof serialized.partner_id === "string") {
            serialized.partner_id = false;
        }
        nameRefunded(this, serialized);
        return serialized;
    },
});
