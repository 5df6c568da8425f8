import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { NEEDED } from "@pos_offline_base/app/guard/guarded_actions";
import { mayCloseOverOthers } from "../closing/other_tills";
import { startHeartbeat } from "../heartbeat/start_heartbeat";

patch(PosStore.prototype, {
    /** The till reports from its start on; nothing waits for that. */
    async setup() {
        await super.setup(...arguments);
        startHeartbeat(this);
    },

    async closeSession() {
        const isThere = await this.tillGuard.needServer(NEEDED.CLOSE);
        if (isThere && (await mayCloseOverOthers(this))) {
            return super.closeSession(...arguments);
        }
    },
});
