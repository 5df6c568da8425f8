import { hasPayments, ofOrder } from "./sale_record";

const CHILDREN = { "pos.order.line": "order_id", "pos.payment": "pos_order_id" };

/**
 * A paid order stays paid: what the server says of an order that it knows as a draft and the till as
 * paid is older than the till's own word, and is left out. So is what it has instead of a sale of this
 * till that it has not confirmed: the till's lines and payments are not mixed with another sale's.
 *
 * @param {Object} models the till's records
 * @param {Object<string, Object[]>} data about to be loaded, by model
 * @param {import("./paid_ledger").PaidLedger} [ledger]
 * @returns {{data: Object<string, Object[]>, refused: Object[]}} the rest of the data, and the till's
 *  orders that it would have reopened
 */
export function withoutReopened(models, data, ledger) {
    const isOther = (order) => {
        const sale = ledger?.get(order.uuid);
        return sale && !hasPayments(sale, ofOrder(data["pos.payment"], "pos_order_id", order));
    };
    const reopened = (data["pos.order"] || []).filter((each) => {
        const order = each.uuid && models["pos.order"]?.getBy("uuid", each.uuid);
        const isPaid = order && order.finalized && order.state !== "cancel";
        return isPaid && (each.state === "draft" || isOther(each));
    });
    if (!reopened.length) {
        return { data, refused: [] };
    }
    const ids = new Set(reopened.map(({ id }) => id));
    const rest = { ...data, "pos.order": data["pos.order"].filter(({ id }) => !ids.has(id)) };
    for (const [model, field] of Object.entries(CHILDREN)) {
        rest[model] = data[model]?.filter((record) => !ids.has(record[field])) || [];
    }
    const refused = reopened.map(({ uuid }) => models["pos.order"].getBy("uuid", uuid));
    return { data: rest, refused };
}
