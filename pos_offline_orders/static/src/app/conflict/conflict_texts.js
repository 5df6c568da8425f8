import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { WORD } from "../paid/sale_record";

const format = (amount) => formatFloat(amount, { digits: [0, 2] });

const list = (payments) =>
    payments.map(({ method, amount }) => `${method} ${format(amount)}`).join(", ") || format(0);

/** @returns {string} what the server has instead of a sale of this till, in a cashier's words */
export function explainConflict({ payments, total }, conflict) {
    const here = list(payments);
    const there = list(conflict.payments);
    const place = conflict.config || _t("another till");
    return {
        [WORD.PAYMENTS]: _t(
            "Paid on %(place)s as well (%(there)s): %(here)s taken here is not on the server.",
            { place, there, here }
        ),
        [WORD.CANCELLED]: _t(
            "The order was cancelled on the server: %(here)s taken here is not there.",
            { here }
        ),
        [WORD.LINES]: _t("The server has this sale with other products than the receipt."),
        [WORD.TOTAL]: _t("The server has this sale with %(other)s instead of %(total)s.", {
            other: format(conflict.total),
            total: format(total),
        }),
    }[conflict.word];
}

/** What can be done about it. */
export function adviseConflict() {
    return _t(
        "If both were paid, give one back. If it is a sale of its own, make it an order of its own; else a manager can give it up."
    );
}
