/** What a line of a snapshot or of the server says, in one shape. */
function describe(line) {
    return {
        name: line.name || line.full_product_name || "",
        qty: line.qty ?? 1,
        price: line.price ?? line.price_unit ?? 0,
        discount: line.discount || 0,
        note: line.note ?? line.customer_note ?? "",
    };
}

const SAID = ["qty", "price", "discount"];
const isNear = (one, other) => Math.abs(one - other) < 1e-6;

/**
 * Compare the lines of one order as this till left them with those that the server has.
 *
 * @param {Object[]} here lines of a snapshot
 * @param {Object[]} [there] lines of the server
 * @returns {{kind: "only_here"|"removed_there"|"only_there"|"changed", uuid: string, name: string,
 *     here: Object|null, there: Object|null}[]} nothing for lines that are the same
 */
export function compareLines(here, there = []) {
    const others = new Map(there.map((line) => [line.uuid, line]));
    const differences = [];
    for (const line of here) {
        const other = others.get(line.uuid);
        others.delete(line.uuid);
        const difference = compareLine(line, other);
        if (difference) {
            differences.push(difference);
        }
    }
    for (const line of others.values()) {
        const said = describe(line);
        differences.push(makeDifference("only_there", line.uuid, null, said));
    }
    return differences;
}

function compareLine(line, other) {
    const mine = describe(line);
    if (!other) {
        // A number for an id: the server had the line.
        const kind = typeof line.id === "number" ? "removed_there" : "only_here";
        return makeDifference(kind, line.uuid, mine, null);
    }
    const theirs = describe(other);
    return SAID.every((name) => isNear(mine[name], theirs[name]))
        ? null
        : makeDifference("changed", line.uuid, mine, theirs);
}

function makeDifference(kind, uuid, here, there) {
    return { kind, uuid, name: there?.name || here?.name || "", here, there };
}
