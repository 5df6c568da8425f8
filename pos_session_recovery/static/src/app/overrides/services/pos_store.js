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

    /** From the login, stock goes to its default page; a cashier whose place waits goes on there. */
    navigate() {
        const page = this.data.recovery?.enter(...arguments);
        return page ? super.navigate(page.screen, page.params) : super.navigate(...arguments);
    },

    removeOrder(order) {
        this.data.recovery?.keepDeleted(order);
        return super.removeOrder(...arguments);
    },
});
