import { getLines } from "../decision/place_judge";
import { describeDifference, describeRemark } from "./place_texts";

/**
 * Lines as `RecoveryLines` draws them: those of a snapshot, each with what is to be said about it.
 *
 * @param {Object} snapshot
 * @param {Object} verdict
 * @param {(amount: number) => string} format
 * @returns {{uuid: string, name: string, qty: number, amount: string, marks: string[]}[]}
 */
export function getShownLines(snapshot, verdict, format) {
    return getLines(snapshot)
        .filter((line) => !line.combo_parent_id)
        .map((line) => ({
            uuid: line.uuid,
            name: line.full_product_name || "",
            qty: line.qty,
            amount: format(getAmount(line, getLines(snapshot))),
            marks: (verdict?.remarks || [])
                .filter(({ uuid }) => uuid === line.uuid)
                .map((remark) => describeRemark(remark, format)),
        }));
}

/** Only the lines that are not the same here and on the server. */
export function getShownDifferences(differences, format) {
    return differences.map((difference) => {
        const { qty, price, discount } = difference.there || difference.here;
        return {
            uuid: difference.uuid,
            name: difference.name,
            qty,
            amount: format(qty * price * (1 - discount / 100)),
            marks: [describeDifference(difference, format)],
        };
    });
}

/** What the line would show: a combo's price is on its parts. */
function getAmount(line, lines) {
    const parts = lines.filter((part) => part.combo_parent_id === line.id);
    return [line, ...parts].reduce(
        (sum, { qty, price_unit: price, discount }) =>
            sum + (qty || 0) * (price || 0) * (1 - (discount || 0) / 100),
        0
    );
}
