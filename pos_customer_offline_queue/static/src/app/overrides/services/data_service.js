import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { CustomerMemory } from "../../queue/customer_memory";
import { CustomerRequests } from "../../queue/customer_requests";

const log = makeLogger("DataService");

PosData.serviceDependencies.push("pos_outbox", "pos_offline_store");

/** Customers that wait are there before the orders that name them. */
patch(PosData.prototype, {
    async setup(env, { pos_outbox, pos_offline_store }) {
        this.customerMemory = markRaw(new CustomerMemory(pos_outbox, pos_offline_store));
        this.customerRequests = markRaw(new CustomerRequests(this.customerMemory, realClock));
        return super.setup(...arguments);
    },

    async loadInitialData() {
        const [data] = await Promise.all([
            super.loadInitialData(...arguments),
            this.customerMemory.load().catch((error) => this._onNoCustomers(error)),
        ]);
        if (data) {
            this.customerMemory.adjust(data);
        }
        return data;
    },

    async preLoadData(data) {
        this.customerMemory.adjustOrders(data);
        return super.preLoadData(...arguments);
    },

    async execute(request) {
        const prepared = await this.customerRequests.prepare(request);
        return prepared ? super.execute(prepared) : [];
    },

    /** The till starts without them rather than not at all; the store's health says why. */
    _onNoCustomers(error) {
        const text = "Waiting customers could not be read";
        log("loadInitialData", text, [error.message]);
    },
});
