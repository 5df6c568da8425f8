import { omit } from "@web/core/utils/objects";
import { patch } from "@web/core/utils/patch";
import DevicesSynchronisation from "@point_of_sale/app/utils/devices_synchronisation";

patch(DevicesSynchronisation.prototype, {
    /**
     * Stock has in memory only what other tills tell it. A till that is killed and opened without the
     * server would have an order with a number for a customer, and nobody to show for it.
     */
    processStaticRecords(records) {
        const result = super.processStaticRecords(...arguments);
        const { data } = this.pos;
        // Those that stock loads in ways of their own are not complete here.
        const plain = omit(records, ...(data.opts?.pohibitedAutoLoadedModels || []));
        data.synchronizeServerDataInIndexedDB(plain);
        return result;
    },
});
