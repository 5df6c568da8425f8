import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosData } from "@point_of_sale/app/services/data_service";
import { mergeStates } from "../kitchen/kitchen_state";

/** What the kitchen was told is asked only so that it is not told twice: the till can answer too. */
patch(PosData.prototype, {
    async call(model, method, args) {
        const order = method === "get_preparation_change" && this.models["pos.order"].get(args[0]);
        if (!order) {
            return super.call(...arguments);
        }
        const answer = await super.call(...arguments).catch((error) => {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return { last_order_preparation_change: null };
        });
        const { last_order_preparation_change: state } = answer;
        return { ...answer, last_order_preparation_change: mergeStates(order, state) };
    },
});
