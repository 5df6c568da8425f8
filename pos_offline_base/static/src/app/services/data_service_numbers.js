import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import DeviceIdentifierSequence from "@point_of_sale/app/utils/devices_identifier_sequence";
import { DeviceNumbers } from "../utils/device_numbers";

if (!PosData.serviceDependencies.includes("pos_offline_store")) {
    PosData.serviceDependencies.push("pos_offline_store");
}

/** Before the first order is made, the till knows again who it is and which numbers it has given. */
patch(PosData.prototype, {
    async setup(env, { pos_offline_store: store }) {
        this.offlineStore = store;
        return super.setup(...arguments);
    },

    async initializeDeviceIdentifier() {
        const store = this.offlineStore?.connection && this.offlineStore;
        if (store) {
            const { orm } = this;
            await new DeviceNumbers(store, new DeviceIdentifierSequence({ orm })).restoreDevice();
        }
        await super.initializeDeviceIdentifier(...arguments);
        if (store) {
            const numbers = new DeviceNumbers(store, this.device);
            await numbers.restore();
            this.device.onSave = () => numbers.keep();
        }
    },
});
