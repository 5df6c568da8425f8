import { _t } from "@web/core/l10n/translation";
import { SoldOtherwiseError } from "../errors/sold_otherwise_error";
import { withKnownIds } from "./sale_copy";

const LISTS = ["lines", "payment_ids"];

/**
 * Before a sale is sent: its message has all lines and payments of the receipt as the till has them,
 * takes none of them away, and its total is the receipt's.
 *
 * What is read meanwhile can bring a line back that the cashier had removed, beside the command that
 * removes it: the customer has paid what was shown.
 *
 * @param {Object} pos the till's store
 * @param {Object} order
 * @throws {SoldOtherwiseError}
 */
export function completeSale(pos, order) {
    const sale = pos.data.paidLedger.get(order.uuid);
    if (!sale) {
        return;
    }
    if (!isAsSold(order, sale)) {
        pos.models.loadConnectedData(withKnownIds(sale.data, pos.models), []);
        checkAsSold(pos, order, sale);
    }
    LISTS.forEach((field) => forgetRemovals(order, field));
    order.lines.forEach((line) => (line._dirty = true));
}

/** @returns {boolean} whether an order has the lines and the total of its receipt */
export function isAsSold(order, { lines, total, rounding }) {
    const isSame =
        order.lines.length === lines.length &&
        order.lines.every(({ uuid }) => lines.includes(uuid));
    return isSame && Math.abs(order.priceIncl - total) < (rounding || 0.01) / 2;
}

function checkAsSold({ env }, order, sale) {
    if (!isAsSold(order, sale)) {
        const format = (amount) => env.utils.formatCurrency(amount);
        throw new SoldOtherwiseError(
            _t("The receipt shows %(total)s, but its lines make %(sum)s here.", {
                total: format(sale.total),
                sum: format(order.priceIncl),
            })
        );
    }
}

function forgetRemovals(order, field) {
    const { unlink, delete: deleted } = order.models.commands[order.model.name];
    const kept = new Set(order[field].map(({ id }) => id));
    for (const commands of [unlink, deleted]) {
        const known = commands.get(field) || [];
        const left = known.filter(({ id, parentId }) => parentId !== order.id || !kept.has(id));
        left.length ? commands.set(field, left) : commands.delete(field);
    }
}
