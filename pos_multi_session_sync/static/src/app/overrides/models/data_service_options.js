import { patch } from "@web/core/utils/patch";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";
import { withoutHidden } from "../../receive/hidden_orders";

patch(DataServiceOptions.prototype, {
    /** Stock asks for the tables at each record that it loads again: they are made once. */
    get databaseTable() {
        return (this._tablesButHidden ||= withoutHidden(super.databaseTable));
    },
});
