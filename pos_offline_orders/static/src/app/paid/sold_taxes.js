/**
 * Load a paid order that the server took without a tax or a fiscal position that is gone: on the till,
 * which still has them, it stays as it was sold. Its receipt is computed from them.
 *
 * @param {Object} models the till's records
 * @param {Object<string, Object[]>} data about to be loaded, by model
 * @returns {Object<string, Object[]>}
 */
export function withSoldTaxes(models, data) {
    const orders = (data["pos.order"] || []).filter((order) => order.offline_left_out?.length);
    const sold = new Map(orders.map((order) => [order.id, getSold(models, order)]));
    if (![...sold.values()].some(Boolean)) {
        return data;
    }
    return {
        ...data,
        "pos.order": data["pos.order"].map((order) =>
            sold.get(order.id) ? withOwn(order, sold.get(order.id), "fiscal_position_id") : order
        ),
        "pos.order.line": (data["pos.order.line"] || []).map((line) => {
            const own = sold.get(line.order_id)?.lines.find(({ uuid }) => uuid === line.uuid);
            return own ? withOwn(line, own, "tax_ids") : line;
        }),
    };
}

function getSold(models, { uuid }) {
    const order = models["pos.order"]?.getBy("uuid", uuid);
    return order?.finalized ? order : null;
}

function withOwn(values, { raw }, field) {
    const own = raw[field];
    return { ...values, [field]: own instanceof Set ? [...own] : own };
}
