import { patch } from "@web/core/utils/patch";
import { BasePrinter } from "@point_of_sale/app/utils/printer/base_printer";
import { withBoundedFetch } from "../../../repairs/bounded_fetch";

const BUDGET = 500; // ms

patch(BasePrinter.prototype, {
    /** A receipt is printed with the fonts that are at hand. */
    printReceipt() {
        return withBoundedFetch(() => super.printReceipt(...arguments), BUDGET);
    },
});
