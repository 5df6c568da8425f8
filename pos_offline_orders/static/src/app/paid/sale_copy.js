import { uuidv4 } from "@point_of_sale/utils";

// What makes an order that order, and nothing of what was sold in it.
const OWN = [
    "id",
    "uuid",
    "access_token",
    "pos_reference",
    "tracking_number",
    "sequence_number",
    "ticket_code",
    "session_id",
];
const OF_SERVER = ["write_date", "create_date", "account_move", "name"];

/**
 * The records of a sale once more, for an order of its own: new identities, the same content.
 *
 * @param {Object<string, Object[]>} data records of the sale by model, as the ledger keeps them
 * @param {Object} fresh raw values of an order that was made for it
 * @param {Object} models of the till
 * @returns {Object<string, Object[]>}
 */
export function copySale(data, fresh, models) {
    const own = Object.fromEntries(OWN.map((name) => [name, fresh[name]]));
    const copies = withIds(data, models, (model) => (model === "pos.order" ? fresh.id : uuidv4()));
    for (const [model, records] of Object.entries(copies)) {
        for (const record of records) {
            OF_SERVER.forEach((name) => delete record[name]);
            Object.assign(record, model === "pos.order" ? own : { uuid: record.id });
        }
    }
    return copies;
}

/**
 * The records of a sale with the ids that the till knows them by now: the server may have given them
 * numbers since.
 *
 * @param {Object<string, Object[]>} data
 * @param {Object} models of the till
 * @returns {Object<string, Object[]>}
 */
export function withKnownIds(data, models) {
    const find = (model, uuid) => uuid && models[model].find((record) => record.uuid === uuid);
    return withIds(data, models, (model, { id, uuid }) => find(model, uuid)?.id ?? id);
}

/** The same records, each with the id that `idOf` gives it, wherever one of them is named. */
function withIds(data, models, idOf) {
    const ids = new Map();
    for (const [model, records] of Object.entries(data)) {
        ids.set(model, new Map(records.map((record) => [record.id, idOf(model, record)])));
    }
    const renew = (model, [name, value]) => {
        const known = ids.get(name === "id" ? model : models[model].fields[name]?.relation);
        const swap = (id) => known?.get(id) ?? id;
        return [name, Array.isArray(value) ? value.map(swap) : swap(value)];
    };
    const renewAll = (model, record) =>
        Object.fromEntries(Object.entries(record).map((entry) => renew(model, entry)));
    return Object.fromEntries(
        Object.entries(data).map(([model, records]) => [
            model,
            records.map((record) => renewAll(model, record)),
        ])
    );
}
