import { patch } from "@web/core/utils/patch";
import DevicesSynchronisation from "@point_of_sale/app/utils/devices_synchronisation";

patch(DevicesSynchronisation.prototype, {
    /** An answer from the store is news for nobody, and without the server there is nobody to tell. */
    async dispatch() {
        return this.pos.data.network.offline ? undefined : super.dispatch(...arguments);
    },
});
