import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import DeviceIdentifierSequence from "@point_of_sale/app/utils/devices_identifier_sequence";
import { DeviceNumbers } from "../numbering/device_numbers";

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
        const { offlineStore: store, orm } = this;
        const numbers =
            store?.connection && new DeviceNumbers(store, new DeviceIdentifierSequence({ orm }));
        await numbers?.restore();
        await super.initializeDeviceIdentifier(...arguments);
        numbers?.follow(this.device);
    },
});
