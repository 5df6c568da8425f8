import { _t } from "@web/core/l10n/translation";
import { SoldOtherwiseError } from "./sold_otherwise_error";
import { withKnownIds } from "./sale_copy";

const LISTS = ["lines", "payment_ids"];
// What stock computes for each message anew.
const ORDER_AMOUNTS = ["amount_paid", "amount_tax", "amount_total", "amount_return"];
const LINE_AMOUNTS = ["price_subtotal", "price_subtotal_incl"];

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
        checkCanBeSent(pos, order, sale);
    }
    LISTS.forEach((field) => forgetRemovals(order, field));
    order.lines.forEach((line) => (line._dirty = true));
}

/**
 * Where the same lines make another sum here by now, as with a tax that was changed since, the message
 * has the amounts of the receipt: they are what was paid.
 */
export function keepSoldAmounts(pos, order) {
    const sale = pos.data.paidLedger.get(order.uuid);
    if (!sale || !hasAmounts(sale) || isAsSold(order, sale)) {
        return;
    }
    const { "pos.order": orders, "pos.order.line": lines = [] } = sale.data;
    ORDER_AMOUNTS.forEach((field) => (order[field] = orders[0][field]));
    for (const line of order.lines) {
        const sold = lines.find(({ uuid }) => uuid === line.uuid) || line;
        LINE_AMOUNTS.forEach((field) => (line[field] = sold[field]));
    }
}

/** @returns {boolean} whether an order has the lines and the total of its receipt */
export function isAsSold(order, sale) {
    return hasSoldLines(order, sale) && isTotal(sale, order.priceIncl);
}

function hasSoldLines(order, { lines }) {
    return (
        order.lines.length === lines.length && order.lines.every(({ uuid }) => lines.includes(uuid))
    );
}

function isTotal({ total, rounding }, amount) {
    return Math.abs(amount - total) < (rounding || 0.01) / 2;
}

/** Sales that an earlier version of this module noted have none. */
function hasAmounts(sale) {
    return isTotal(sale, sale.data["pos.order"][0].amount_total);
}

function checkCanBeSent({ env }, order, sale) {
    const isKnown = isTotal(sale, order.priceIncl) || hasAmounts(sale);
    if (!hasSoldLines(order, sale) || !isKnown) {
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
