import { _t } from "@web/core/l10n/translation";
import { allowUnsoldLines, getUnsoldLines, removeUnsoldLines } from "./order_mender";
import { isManager } from "../decision/place_world";
import { describeRemark } from "./place_texts";
import { REMARK } from "../decision/product_remarks";

/**
 * What the cashier is told who wants to be paid for an order with products that are not sold any
 * more; null for any other order.
 *
 * @param {Object} pos the store of the till
 * @param {Object} order
 * @returns {Object|null} props of a `RecoveryCaseDialog`
 */
export function getUnsoldQuestion(pos, order) {
    const lines = order ? getUnsoldLines(order) : [];
    if (!lines.length) {
        return null;
    }
    const format = (amount) => pos.env.utils.formatCurrency(amount);
    const actions = [
        { name: "remove", label: _t("Remove these lines"), run: () => removeUnsoldLines(order) },
    ];
    if (isManager(pos) && lines.every(({ kind }) => kind !== REMARK.GONE)) {
        actions.push({
            name: "allow",
            label: _t("Sell them as they are"),
            run: () => allowUnsoldLines(order),
        });
    }
    actions.push({ name: "later", label: _t("Back to the order"), run: () => {} });
    return {
        title: _t("Payment is blocked"),
        body: _t("This order came back with products that are not sold any more."),
        detail: _t("Remove them, or ask a manager."),
        lines: lines.map((line) => ({
            ...line,
            amount: format(line.amount),
            marks: [describeRemark(line, format)],
        })),
        actions,
    };
}
