import { patch } from "@web/core/utils/patch";
import { posService, PosStore } from "@point_of_sale/app/services/pos_store";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { findLayers } from "../../start/patch_layers";
import { isolateLostQuestions } from "../../start/neighbour_start";
import { beginSale } from "../../connection/connection_service";

let isComplete = false;

/** When the service starts, every module has put its patches in place. */
function completePatches() {
    isComplete = true;
    isolateLostQuestions(PosStore.prototype, "setup");
    isolateLostQuestions(PosStore.prototype, "afterProcessServerData");
    findLayers(OrderPaymentValidation.prototype, "validateOrder", asSale);
    findLayers(OrderPaymentValidation.prototype, "finalizeValidation", asSale);
}

/** All waits between Validate and the receipt, whoever's they are, are within one deadline. */
async function asSale(work) {
    const end = beginSale();
    try {
        return await work();
    } finally {
        end();
    }
}

patch(posService, {
    async start() {
        if (!isComplete) {
            completePatches();
        }
        const pos = await super.start(...arguments);
        const { questions } = pos.data;
        questions?.end();
        window.addEventListener("pos-network-online", () => questions?.askAgain());
        return pos;
    },
});
