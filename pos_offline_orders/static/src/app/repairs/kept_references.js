/**
 * After a reload without the server the till may not have all records that an order names. It has
 * their numbers; stock would tell the server that the order names none, and take them off it there.
 *
 * @param {Object} order
 * @param {Object} serialized the order for the server; is changed
 */
export function keepReferences(order, serialized) {
    keep(order, serialized);
    for (const name of ["lines", "payment_ids"]) {
        const records = new Map(order[name].map((record) => [record.uuid, record]));
        for (const [, , values] of serialized[name] || []) {
            const record = records.get(values?.uuid);
            if (record) {
                keep(record, values);
            }
        }
    }
}

function keep({ model, raw }, values) {
    for (const name of Object.keys(values).filter((name) => values[name] === false)) {
        const isReference = model.fields[name]?.type === "many2one";
        if (isReference && typeof raw[name] === "number" && raw[name] > 0) {
            values[name] = raw[name];
        }
    }
}
