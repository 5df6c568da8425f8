import { patch } from "@web/core/utils/patch";
import { PosOrderAccounting } from "@point_of_sale/app/models/accounting/pos_order_accounting";

/**
 * Stock writes each computation of prices to a log on the disk, each line with all that it hangs on:
 * 440 kB for each change of an order of a hundred lines, kept for a day. That is room which the sales
 * need, and 40 % of the time that the prices take. The log keeps the totals, and each line in short
 * (docs/adr/0019).
 */
patch(PosOrderAccounting.prototype, {
    _computeAllPrices() {
        const prices = super._computeAllPrices(...arguments);
        if (Array.isArray(prices?.baseLines)) {
            const value = () => summarize(prices);
            Object.defineProperty(prices, "toJSON", { value, configurable: true, writable: true });
        }
        return prices;
    },
});

function summarize({ taxDetails, baseLines }) {
    const lines = baseLines.map(({ id, quantity, price_unit, discount }) => [
        id,
        quantity,
        price_unit,
        discount,
    ]);
    return { taxDetails, lines };
}
