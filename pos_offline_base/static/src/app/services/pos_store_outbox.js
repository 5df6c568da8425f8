import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { startOutbox } from "./outbox_service";

PosStore.serviceDependencies.push("pos_outbox");

patch(PosStore.prototype, {
    async setup(env) {
        await super.setup(...arguments);
        startOutbox(env.services.pos_outbox, this);
    },
});
