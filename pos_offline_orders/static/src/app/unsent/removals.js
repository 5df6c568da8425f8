/** Removals of lines and payments that a till owes to the server: stock's commands of an order. */

const ORDER = "pos.order";
const KINDS = ["unlink", "delete"];

/**
 * Forget the removals of what the server itself does not have any more, and of orders that take none.
 * Asked for again, they name what is missing, and the order could be neither paid nor changed.
 *
 * @param {Object} models of the till
 * @param {Object<string, Object[]>} [answer] the server's records by model; all of an order's lists are
 *  named in its record
 */
export function dropDone(models, answer) {
    const named = new Map((answer?.[ORDER] || []).map((order) => [order.id, order]));
    const isOwed = ({ id, parentId }, field) => {
        const order = named.get(parentId);
        return !order || (order.state === "draft" && (order[field]?.includes(id) ?? true));
    };
    if (named.size) {
        keepOnly(models, isOwed);
    }
}

/**
 * Forget the removals of these: it was the server that said that they are gone.
 *
 * @param {Object} models of the till
 * @param {Object<string, number[]>} gone ids by model
 */
export function dropGone(models, gone) {
    keepOnly(models, ({ id }, field) => !gone[relationOf(models, field)]?.includes(id));
}

/** @returns {{field: string, kind: string, id: number}[]} what is still to be removed of this order */
export function removalsOf(models, order) {
    return listRemovals(models).filter(({ parentId }) => parentId === order.id);
}

/**
 * Leave out what was removed here and the server has still to be told of: it would be charged.
 *
 * @param {Object} models of the till
 * @param {Object<string, Object[]>} data about to be loaded, by model
 * @returns {Object<string, Object[]>}
 */
export function withoutRemoved(models, data) {
    const removals = listRemovals(models);
    if (!removals.length) {
        return data;
    }
    const rest = { ...data };
    for (const { field, id } of removals) {
        const model = relationOf(models, field);
        if (rest[model]) {
            rest[model] = rest[model].filter((values) => values.id !== id);
        }
    }
    if (rest[ORDER]) {
        rest[ORDER] = rest[ORDER].map((order) => shorten(order, removals));
    }
    return rest;
}

/** Keep a removal in stock's own form. */
export function addRemoval(models, order, { field, kind, id }) {
    const commands = models.commands[ORDER][kind];
    const others = (commands.get(field) || []).filter((each) => each.id !== id);
    commands.set(field, [...others, { id, parentId: order.id }]);
}

function shorten(order, removals) {
    const own = removals.filter(
        ({ field, id }) => Array.isArray(order[field]) && order[field].includes(id)
    );
    const lists = own.map(({ field }) => [
        field,
        order[field].filter((id) => !own.some((each) => each.field === field && each.id === id)),
    ]);
    return own.length ? { ...order, ...Object.fromEntries(lists) } : order;
}

function relationOf(models, field) {
    return models[ORDER].fields[field]?.relation;
}

function listRemovals(models) {
    const found = [];
    forEachList(models, (commands, field, kind) => {
        found.push(...commands.get(field).map((command) => ({ ...command, field, kind })));
    });
    return found;
}

function keepOnly(models, isOwed) {
    forEachList(models, (commands, field) => {
        const left = commands.get(field).filter((command) => isOwed(command, field));
        left.length ? commands.set(field, left) : commands.delete(field);
    });
}

function forEachList(models, work) {
    const all = models.commands?.[ORDER];
    for (const kind of all ? KINDS : []) {
        for (const field of [...all[kind].keys()]) {
            work(all[kind], field, kind);
        }
    }
}
