import { PAYMENT_FIELDS } from "@pos_offline_base/app/store/payment_fields";
import { withoutCardNumbers } from "@pos_offline_base/app/status/card_numbers";
import { describeOrders } from "../delivery/sending";

/**
 * A refused sale as the managers get it: the message that the server refused, and what was told
 * beside it. No card number, and nothing of a terminal.
 *
 * @param {Object} pos the till's store
 * @param {Object} order paid on this till
 * @param {{code: string, message: string}} news why it was refused
 * @returns {Object} JSON-able
 */
export function describeRefused({ data }, order, news) {
    const { uuid, pos_reference: reference } = order;
    const message = order.serializeForORM({ keepCommands: true });
    const sale = data.paidLedger.get(uuid);
    const beside = describeOrders(data, [order]);
    return clean({
        ...news,
        reference,
        total: sale.total,
        age: beside.offline_sale_ages?.[uuid] ?? 0,
        sold: beside.offline_sold_lines?.[uuid] ?? [],
        changes: beside.offline_changes ?? {},
        order: { ...message, payment_ids: (message.payment_ids || []).map(withoutTerminal) },
    });
}

function withoutTerminal(command) {
    const [code, id, values] = command;
    const known = PAYMENT_FIELDS.filter((name) => name in (values || {}));
    return values
        ? [code, id, Object.fromEntries(known.map((name) => [name, values[name]]))]
        : command;
}

function clean(value) {
    const tidy = (_key, each) => (typeof each === "string" ? withoutCardNumbers(each) : each);
    return JSON.parse(JSON.stringify(value, tidy));
}
