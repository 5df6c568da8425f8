import { explainConflict } from "./conflict_texts";

/** The server has something else under the order of a sale of this till. */
export class OtherSaleError extends Error {
    name = "OtherSaleError";

    /**
     * @param {Object} sale of the ledger
     * @param {string} word a `WORD`: what is otherwise
     * @param {Object<string, Object[]>} answer the server's records by model
     * @param {Object} models of the till
     */
    constructor(sale, word, answer, models) {
        const conflict = describeConflict(sale.uuid, word, answer, models);
        super(explainConflict(sale, conflict));
        this.uuid = sale.uuid;
        this.conflict = conflict;
    }
}

/** What the server has instead, JSON-able. */
function describeConflict(uuid, word, answer, models) {
    const order = answer["pos.order"].find((each) => each.uuid === uuid);
    const nameOf = (model, id) => models[model]?.get(id)?.name || "";
    const payments = (answer["pos.payment"] || []).filter((each) => each.pos_order_id === order.id);
    return {
        word,
        configId: order.config_id,
        config: nameOf("pos.config", order.config_id),
        total: order.amount_total,
        payments: payments.map(({ amount, payment_method_id: method }) => ({
            amount,
            method: nameOf("pos.payment.method", method),
        })),
    };
}
