const hidden = new Set(); // uuids of orders
let isMaking = false;

/**
 * Make an order that nobody sees but who asked for it: it is on no list and not on the disk, nobody is
 * asked about it, and it has no number yet. It must become known, or be dropped.
 */
export function makeHidden(pos) {
    isMaking = true;
    try {
        const order = pos.createNewOrder();
        hidden.add(order.uuid);
        return order;
    } finally {
        isMaking = false;
    }
}

/** From now on it is an order as any other. */
export function makeKnown(pos, order) {
    hidden.delete(order.uuid);
    pos.setNextOrderRefs(order);
}

/** Nothing is left of it; it stays hidden while it goes. */
export function dropHidden(pos, order) {
    const { uuid } = order;
    try {
        pos.data.localDeleteCascade(order);
    } finally {
        hidden.delete(uuid);
    }
}

/** Whether an order is being made that is to have no number, and to ask nobody. */
export const isMakingHidden = () => isMaking;

export const isHiddenOrder = ({ uuid }) => hidden.has(uuid);

/**
 * A kill leaves nothing of it: what is hidden is, for stock's database, what has to go.
 *
 * @param {Object} tables stock's `databaseTable`
 */
export function withoutHidden(tables) {
    const leaveOut = ([model, table]) => [
        model,
        { ...table, condition: (record) => isHidden(record) || table.condition(record) },
    ];
    return Object.fromEntries(Object.entries(tables).map(leaveOut));
}

function isHidden(record) {
    return hidden.size > 0 && hidden.has(orderOf(record)?.uuid);
}

function orderOf(record) {
    const { order_id: order, pos_order_id: paid, pos_order_line_id: line } = record;
    return record.model.name === "pos.order" ? record : order || paid || line?.order_id;
}
