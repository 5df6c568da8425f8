const ORDER_FIELD = { "pos.order.line": "order_id", "pos.payment": "pos_order_id" };
const LINE_FIELD = "pos_order_line_id"; // of lots and of custom values

/**
 * One answer about several orders, as one for each of them: what stock's own method can use.
 *
 * @param {Object<string, Object[]>} data the server's records by model, as `read_pos_data` gives them
 * @returns {Map<string, Object>} by uuid of the order. What belongs to none of them is with the first.
 */
export function splitAnswer(data) {
    const orders = data["pos.order"];
    const parts = new Map(orders.map(({ uuid }) => [uuid, emptyAnswer(data)]));
    const ownerOf = makeOwnerOf(data, orders);
    const [first] = parts.values();
    for (const [model, records] of Object.entries(data)) {
        for (const record of first ? records : []) {
            (parts.get(ownerOf(model, record)) || first)[model].push(record);
        }
    }
    return parts;
}

/** An answer to a question says nothing of sessions; stock asks how many there are. */
function emptyAnswer(data) {
    const models = ["pos.session", ...Object.keys(data)];
    return Object.fromEntries(models.map((model) => [model, []]));
}

/** @returns {(model: string, record: Object) => string|undefined} uuid of the order it belongs to */
function makeOwnerOf(data, orders) {
    const byOrder = new Map(orders.map(({ id, uuid }) => [id, uuid]));
    const lines = data["pos.order.line"] || [];
    const byLine = new Map(lines.map((line) => [line.id, byOrder.get(line.order_id)]));
    return (model, record) =>
        model === "pos.order"
            ? record.uuid
            : byOrder.get(record[ORDER_FIELD[model]]) || byLine.get(record[LINE_FIELD]);
}
