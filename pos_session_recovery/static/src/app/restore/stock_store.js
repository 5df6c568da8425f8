import { OrderRecords } from "../snapshot/order_records";

/**
 * Have stock's own database hold the order now. Stock waits for a pause of 300 ms in all changes;
 * for an order that has just been paid that is too long to be without it.
 *
 * @param {Object} data the data service of the till
 * @param {Object} order
 */
export async function storeAtOnce({ relations, opts, indexedDB }, order) {
    const tables = { ...opts.databaseTable, ...opts.childTable };
    const byModel = {};
    for (const [record, model] of new OrderRecords(relations, opts.dynamicModels).collect(order)) {
        if (tables[model] && !tables[model].condition(record)) {
            (byModel[model] ||= []).push(record.serializeForIndexedDB());
        }
    }
    await Promise.all(
        Object.entries(byModel).map(([model, records]) => indexedDB.create(model, records))
    );
}
