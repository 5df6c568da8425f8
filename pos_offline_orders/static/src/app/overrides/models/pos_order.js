import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { nameState } from "../../kitchen/kitchen_state";
import { keepReferences } from "../../repairs/kept_references";
import { nameRefunded } from "../../repairs/refunds";

patch(PosOrder.prototype, {
    updateLastOrderChange() {
        const before = { ...this.last_order_preparation_change.metadata };
        const result = super.updateLastOrderChange(...arguments);
        nameState(this.last_order_preparation_change, before);
        return result;
    },

    /**
     * What the till has the number of only is the server's to know. A customer that only this till
     * knows is none to the server, and a paid sale does not wait for one: also where the module that
     * made it is gone.
     */
    serializeForORM() {
        const serialized = super.serializeForORM(...arguments);
        keepReferences(this, serialized);
        nameRefunded(this, serialized);
        if (typeof serialized.partner_id === "string") {
            serialized.partner_id = false;
        }
        return serialized;
    },
});
