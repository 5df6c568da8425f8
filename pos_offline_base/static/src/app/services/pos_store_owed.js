import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { OwedNotes } from "../delivery/owed_notes";
import { OwedSteps } from "../delivery/owed_steps";

/** What belongs to a sale reaches the server after it, also after a kill between the two. */
patch(PosStore.prototype, {
    async setup(env, { pos_data }) {
        const { pos_offline_store: store, pos_sync_status: status } = env.services;
        const notes = new OwedNotes(store, () => status.changed());
        this.owedSteps = markRaw(
            new OwedSteps({
                pos: this,
                notes,
                failures: status.failures,
                retry: () => pos_data.flusher.later(),
            })
        );
        await super.setup(...arguments);
        await notes.load();
        if (notes.all.length) {
            pos_data.flusher.later();
        }
    },

    async preSyncAllOrders(orders) {
        const result = await super.preSyncAllOrders(...arguments);
        await this.owedSteps.writeDown(orders);
        return result;
    },
});
