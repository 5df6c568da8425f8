import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { startHeartbeat } from "../heartbeat/start_heartbeat";

patch(PosStore.prototype, {
    /** The till reports from its start on; nothing waits for that. */
    async setup() {
        await super.setup(...arguments);
        startHeartbeat(this);
    },
});
