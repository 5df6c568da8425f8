/**
 * Remember what is still to be told to the server about an order, which stock forgets as soon as it
 * has written the message.
 *
 * @param {Object} order
 * @returns {() => void} puts it back, for the message that the server never confirmed
 */
export function rememberChanges(order) {
    const records = getRecords(order);
    const dirty = records.filter((record) => record._dirty);
    const ids = new Set(records.map((record) => record.id));
    const commands = getCommandMaps(order).map((map) => [map, new Map(map)]);
    return () => {
        for (const record of dirty) {
            record._dirty = true;
        }
        for (const [map, before] of commands) {
            putBackCommands(map, before, ids);
        }
    };
}

/** The order with its lines, payments and what hangs on them. */
function getRecords(order) {
    const lines = order.lines || [];
    const ofLines = lines.flatMap((line) => [
        ...(line.pack_lot_ids || []),
        ...(line.custom_attribute_value_ids || []),
    ]);
    return [order, ...lines, ...(order.payment_ids || []), ...ofLines];
}

/** Stock keeps removed children as commands: `{model: {delete: Map, unlink: Map}}`. */
function getCommandMaps(order) {
    return ["pos.order", "pos.order.line"].flatMap((model) => {
        const commands = order.models?.commands?.[model];
        return commands ? [commands.delete, commands.unlink] : [];
    });
}

function putBackCommands(map, before, parentIds) {
    for (const [field, removals] of before) {
        const there = map.get(field) || [];
        const known = new Set(there.map((removal) => removal.id));
        const missing = removals.filter(
            (removal) => parentIds.has(removal.parentId) && !known.has(removal.id)
        );
        if (missing.length) {
            map.set(field, [...there, ...missing]);
        }
    }
}
