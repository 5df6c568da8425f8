import { patch } from "@web/core/utils/patch";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";

patch(DataServiceOptions.prototype, {
    /**
     * Stock takes a paid order off the disk as soon as it has a number of the server. An open order has
     * that too: when it is paid without the server, the only trace of the payment would go.
     */
    get databaseTable() {
        const table = { ...super.databaseTable };
        for (const [model, params] of Object.entries(table)) {
            const isToRemove = (record) =>
                !this.isUnsent?.(getOrder(record)) && params.condition(record);
            table[model] = { ...params, condition: isToRemove };
        }
        return table;
    },
});

/** The order that a record is of, or is. */
function getOrder(record) {
    return record.order_id || record.pos_order_id || record.pos_order_line_id?.order_id || record;
}
