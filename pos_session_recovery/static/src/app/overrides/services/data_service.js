import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { withoutUnknown, withProducts } from "../../restore/unknown_products";

// The place of before is read while the till's data is, and is there when it is.
PosData.serviceDependencies.push("pos_session_recovery");

patch(PosData.prototype, {
    async setup(env, { pos_session_recovery: recovery }) {
        this.recovery = recovery;
        return super.setup(...arguments);
    },

    /** Stock loads its stored orders from here as well, and offline only from here. */
    async loadInitialData() {
        const records = await super.loadInitialData(...arguments);
        return this.recovery?.page
            ? withoutUnknown(await this.recovery.overlay(records, this))
            : records;
    },

    /** Here stock has loaded the server's version of the orders that the server has. */
    async checkAndDeleteMissingOrders() {
        await super.checkAndDeleteMissingOrders(...arguments);
        this.recovery?.restorer?.layAgain(this);
    },

    /** Here stock reads its stored orders once more, over those that are loaded. */
    async getLocalDataFromIndexedDB(records = false) {
        if (!this.recovery?.page) {
            return super.getLocalDataFromIndexedDB(...arguments);
        }
        records ||= await this.indexedDB.readAll(Object.keys(this.opts.databaseTable));
        records = await this.recovery.overlay(records, this);
        return super.getLocalDataFromIndexedDB(await withProducts(this, records));
    },
});
