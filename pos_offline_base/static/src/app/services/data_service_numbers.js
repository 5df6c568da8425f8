import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { DeviceNumbers } from "../utils/device_numbers";

if (!PosData.serviceDependencies.includes("pos_offline_store")) {
    PosData.serviceDependencies.push("pos_offline_store");
}

/** Before the first order is made, the till knows again which numbers it has given. */
patch(PosData.prototype, {
    async setup(env, { pos_offline_store: store }) {
        this.offlineStore = store;
        return super.setup(...arguments);
    },

    async initializeDeviceIdentifier() {
        await super.initializeDeviceIdentifier(...arguments);
        if (this.offlineStore?.connection) {
            const numbers = new DeviceNumbers(this.offlineStore, this.device);
            await numbers.restore();
            this.device.onSave = () => numbers.keep();
        }
    },
});
