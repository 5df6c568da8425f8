/**
 * Take out the lines whose product the till does not have: stock computes the prices of an order
 * before it drops such a line, and stops with an error.
 *
 * @param {Object} records by model, as stock is about to load them
 * @param {(id: number) => boolean} hasProduct
 * @returns {{records: Object, unknown: Object[]}} the same records if there is no such line
 */
export function splitUnknown(records, hasProduct) {
    const lines = records?.["pos.order.line"] || [];
    const unknown = lines.filter((line) => !hasProduct(line.product_id));
    if (!unknown.length) {
        return { records, unknown };
    }
    const names = new Set(unknown.flatMap(({ id, uuid }) => [id, uuid]));
    const orders = (records["pos.order"] || []).map((order) => ({
        ...order,
        lines: (order.lines || []).filter((name) => !names.has(name)),
    }));
    const known = lines.filter((line) => !unknown.includes(line));
    return {
        records: { ...records, "pos.order": orders, "pos.order.line": known },
        unknown,
    };
}

/** For the first loading: lines of products that come with the second one wait for it. */
export function withoutUnknown(records) {
    const products = new Set((records?.["product.product"] || []).map(({ id }) => id));
    return splitUnknown(records, (id) => products.has(id)).records;
}

/**
 * For the second one: products that are archived by now are asked for, those that are gone
 * altogether take their line with them; the order says so once it is shown.
 *
 * @param {Object} data the data service of the till
 * @param {Object} records by model
 */
export async function withProducts(data, records) {
    const hasProduct = (id) => data.models["product.product"].exists(id);
    const { unknown } = splitUnknown(records, hasProduct);
    if (unknown.length) {
        await data.missingRecursive({ "pos.order.line": unknown });
    }
    return splitUnknown(records, hasProduct).records;
}
