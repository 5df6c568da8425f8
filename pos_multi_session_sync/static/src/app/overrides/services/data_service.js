import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { withoutPrices } from "../../receive/price_holder";

/** An order that is handed over, or only looked at, goes line by line: nobody wants to know its prices. */
patch(PosData.prototype, {
    localDeleteCascade(record) {
        return withoutPrices(record, () => super.localDeleteCascade(...arguments));
    },
});
