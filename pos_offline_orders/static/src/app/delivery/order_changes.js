import { dropDone } from "../unsent/removals";

/**
 * Stock forgets what is still to be sent of an order when it starts to send it. These put it back
 * together where the answer is an error, comes late, or never.
 */

/** The text of what would be sent of an order now; sending itself changes nothing in it. */
export function textOf(order) {
    return JSON.stringify(order.serializeForORM({ keepCommands: true }));
}

/**
 * Make an order and its parts as unsent again as they were before stock made `sent` of them.
 *
 * @param {Object} order
 * @param {Object} sent as `serializeForORM` gave it
 */
export function restoreUnsent(order, sent) {
    order._dirty = true;
    for (const [field, commands] of childCommands(order, sent)) {
        const relation = order.model.fields[field].relation;
        for (const [code, id, values] of commands) {
            const child =
                order.models[relation].get(code ? id : undefined) ||
                byUuid(order, relation, values);
            if (code > 1) {
                keepCommand(order, field, code === 2 ? "delete" : "unlink", id);
            } else if (child) {
                restoreUnsent(child, values || {});
            }
        }
    }
}

/**
 * Give an order and its parts the ids that the server gave them, and nothing else: what the cashier
 * did since stays, and goes to the server as changes of these records.
 *
 * @param {Object} order
 * @param {Object<string, Object[]>} data the server's records by model, as `read_pos_data` gives them
 * @param {Set<string>} sent uuids of what this till had sent: what it no longer has of them the cashier
 *  has removed since; anything else on the server is somebody else's, and stays
 */
export function adoptIds(order, data, sent) {
    const { models } = order;
    const before = order.id;
    const family = familyOf(order);
    const ids = newIds(models, family, data);
    removeAgain(order, data, sent);
    dropDone(models, data);
    if (ids.size) {
        models.loadConnectedData(rawWithIds(family, ids, data), []);
    }
    for (const record of family) {
        record._dirty = true;
    }
    return before;
}

function childCommands(order, sent) {
    const isCommands = (value) =>
        Array.isArray(value) && value.length && value.every((command) => Array.isArray(command));
    return Object.entries(sent).filter(
        ([field, value]) => isCommands(value) && order.models[order.model.fields[field]?.relation]
    );
}

function byUuid(order, model, values) {
    return values?.uuid && order.models[model].find((record) => record.uuid === values.uuid);
}

function keepCommand(order, field, kind, id) {
    const commands = order.models.commands[order.model.name][kind];
    const known = commands.get(field) || [];
    if (!known.some((command) => command.id === id && command.parentId === order.id)) {
        commands.set(field, [...known, { id, parentId: order.id }]);
    }
}

/** The order, its lines and payments, and what belongs to these. */
export function familyOf(order) {
    const lines = order.lines || [];
    const children = lines.flatMap((line) => [
        ...(line.pack_lot_ids || []),
        ...(line.custom_attribute_value_ids || []),
    ]);
    return [order, ...lines, ...(order.payment_ids || []), ...children];
}

function newIds(models, family, data) {
    const ids = new Map();
    for (const record of family.filter((each) => !each.isSynced && each.uuid)) {
        const known = (data[record.model.name] || []).find(({ uuid }) => uuid === record.uuid);
        if (known) {
            ids.set(record.id, known.id);
        }
    }
    return ids;
}

/**
 * What each record holds, with the new ids wherever the old ones are named. The server's date goes with
 * its id: stock asks for what is newer, and stops at a record that has an id and no date.
 */
function rawWithIds(family, ids, known) {
    const records = Object.values(known).filter(Array.isArray).flat();
    const dates = new Map(records.map(({ uuid, write_date }) => [uuid, write_date]));
    const renew = (value) =>
        value instanceof Set || Array.isArray(value)
            ? [...value].map((each) => ids.get(each) ?? each)
            : ids.get(value) ?? value;
    const data = {};
    for (const record of family) {
        const raw = Object.entries(record.raw).map(([key, value]) => [
            key,
            key === "uuid" ? value : renew(value),
        ]);
        const values = Object.fromEntries(raw);
        const date = values.write_date || dates.get(record.uuid);
        Object.assign(values, date && { write_date: date });
        (data[record.model.name] ||= []).push(values);
    }
    return data;
}

/** Have the lines and payments removed that the cashier has removed since they were sent. */
function removeAgain(order, data, sent) {
    const own = new Set(familyOf(order).map(({ uuid }) => uuid));
    const id = data["pos.order"].find(({ uuid }) => uuid === order.uuid)?.id;
    const fields = { lines: "pos.order.line", payment_ids: "pos.payment" };
    for (const [field, model] of Object.entries(fields)) {
        const removed = (data[model] || []).filter(({ uuid }) => sent.has(uuid) && !own.has(uuid));
        removed.forEach((record) => keepDeletion(order, field, record.id, id));
    }
}

function keepDeletion(order, field, id, parentId) {
    const commands = order.models.commands[order.model.name].delete;
    commands.set(field, [...(commands.get(field) || []), { id, parentId }]);
}
