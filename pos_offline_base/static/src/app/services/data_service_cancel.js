import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosData } from "@point_of_sale/app/services/data_service";
import { Cancellations, withoutCancelled } from "../cancel/cancellations";

PosData.serviceDependencies.push("pos_outbox");

/** An order is cancelled with or without the server; stock keeps it where there is no answer. */
patch(PosData.prototype, {
    async setup(env, { pos_outbox: outbox }) {
        this.cancellations = outbox && markRaw(new Cancellations(outbox));
        return super.setup(...arguments);
    },

    async initData() {
        await this.cancellations?.load();
        return super.initData(...arguments);
    },

    async call(model, method, args) {
        const facts =
            method === "action_pos_order_cancel" &&
            this.cancellations?.getFacts(args[0], this.models);
        if (!facts) {
            return super.call(...arguments);
        }
        try {
            return await super.call(...arguments);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            await this.cancellations.add(facts).catch(() => {
                throw error; // not on the disk: the order stays, as with stock
            });
        }
    },

    async synchronizeServerDataInIndexedDB(serverData = {}) {
        const { cancellations, models } = this;
        const data = models
            ? withoutCancelled(models, { ...serverData }, cancellations)
            : serverData;
        return super.synchronizeServerDataInIndexedDB(data);
    },
});
