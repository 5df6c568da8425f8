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
