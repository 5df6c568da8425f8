import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

patch(PosOrder.prototype, {
    /**
     * A customer that only this till knows is none to the server, and a paid sale does not wait for
     * one: also where the module that made it is gone.
     */
    serializeForORM() {
        const serialized = super.serializeForORM(...arguments);
        return typeof serialized.partner_id === "string"
            ? { ...serialized, partner_id: false }
            : serialized;
    },
});
