import { omit } from "@web/core/utils/objects";
import { patch } from "@web/core/utils/patch";
import DevicesSynchronisation from "@point_of_sale/app/utils/devices_synchronisation";
import { dropGone } from "../../unsent/removals";
import { PARENT } from "../../unsent/unsent_guard";

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

    /**
     * Stock clears what it still has to tell of the orders that were read, and makes them its own.
     * Those of which the server has still to be told stay as they are.
     */
    async processDynamicRecords() {
        const result = await super.processDynamicRecords(...arguments);
        const { unsent } = this.pos.data;
        const orders = unsent && result?.["pos.order"]?.filter((order) => !unsent.isKept(order));
        return orders ? { ...result, "pos.order": orders } : result;
    },

    /** What the server says is gone need not be removed there, and is no change of this till. */
    processDeletedRecords(deleted) {
        const parents = Object.entries(PARENT).flatMap(([model, field]) =>
            this.models[model].readMany(deleted[model] || []).map((record) => record?.[field])
        );
        const clean = parents.filter((order) => order && !order.isDirty());
        const result = super.processDeletedRecords(...arguments);
        dropGone(this.models, deleted);
        clean.forEach((order) => (order._dirty = false));
        return result;
    },
});
