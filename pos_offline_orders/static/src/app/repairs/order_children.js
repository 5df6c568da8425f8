/** What stock makes for orders and does not store, in stock's own database: see `childTable`. */

const getTables = ({ models, opts }) =>
    Object.entries(opts.childTable).filter(([model]) => models[model]);

/**
 * Write them. It has to be done before their lines are written: a line names its children.
 *
 * @param {Object} data the data service of the till
 */
export async function storeChildren(data) {
    for (const [model, { key, condition }] of getTables(data)) {
        const records = data.models[model].getAll();
        const left = records.filter(condition);
        const kept = records.filter((record) => !condition(record));
        await data.indexedDB.delete(
            model,
            left.map((record) => record[key])
        );
        await data.indexedDB.create(
            model,
            kept.map((record) => record.serializeForIndexedDB())
        );
    }
}

/**
 * Add them to the orders that are read from the disk.
 *
 * @param {Object} data the data service of the till
 * @param {Object<string, Object[]>} records by model
 * @returns {Promise<Object<string, Object[]>>}
 */
export async function withChildren(data, records) {
    const models = getTables(data).map(([model]) => model);
    const children = records && models.length ? await data.indexedDB.readAll(models) : {};
    const all = { ...records };
    for (const [model, stored] of Object.entries(children || {})) {
        all[model] = [...stored, ...(all[model] || [])]; // the last of two with one id counts
    }
    return records && all;
}
