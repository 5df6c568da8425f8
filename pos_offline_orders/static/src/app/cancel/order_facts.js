import { serializeDateTime } from "@web/core/l10n/dates";

/**
 * What a till knows of an order that it cancels: by it the server tells whether somebody has gone on
 * with the order since.
 *
 * @typedef {Object} OrderFacts
 * @property {number} id
 * @property {string} uuid
 * @property {string} reference what people call it
 * @property {string|null} write_date of what was last read
 * @property {Object<string, number[]>} lines quantities that the till knows, by the line's uuid
 * @property {number[]} removed lines of the server that the cashier has taken off
 * @property {string[]} payments
 */

/** @returns {OrderFacts} */
export function factsOf(order) {
    const { id, uuid, write_date: date } = order;
    return {
        id,
        uuid,
        reference: order.pos_reference || "",
        write_date: date?.isValid ? serializeDateTime(date) : null,
        lines: Object.fromEntries(order.lines.map((line) => [line.uuid, quantitiesOf(line)])),
        removed: removedFrom(order),
        payments: order.payment_ids.map((payment) => payment.uuid),
    };
}

/** As it is now, and as the kitchen was last told. */
function quantitiesOf({ qty, uiState }) {
    const known = [qty, uiState?.savedQuantity].filter((each) => typeof each === "number");
    return [...new Set(known)];
}

function removedFrom({ id, model, models }) {
    const commands = models.commands[model.name] || {};
    return ["delete", "unlink"].flatMap((kind) => {
        const lines = commands[kind]?.get("lines") || [];
        return lines.filter(({ parentId }) => parentId === id).map((command) => command.id);
    });
}
