import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";

patch(PosStore.prototype, {
    async processServerData() {
        await super.processServerData(...arguments);
        this.data.recovery?.attach(this);
    },

    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        if (this.data.recovery?.page) {
            this.data.recovery.select();
        }
        return result;
    },

    async initServerData() {
        const result = await super.initServerData(...arguments);
        this.data.recovery?.start(); // nothing waits for it
        return result;
    },

    removeOrder(order) {
        this.data.recovery?.keepDeleted(order);
        return super.removeOrder(...arguments);
    },
});
