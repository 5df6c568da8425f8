/** Why a line of an order that came back needs a look. */
export const REMARK = Object.freeze({
    GONE: "gone", // the product does not exist any more
    ARCHIVED: "archived",
    NOT_SOLD: "not_sold", // not in this point of sale
    PRICE: "price", // the price list says another price now
    TAXES: "taxes", // the product has other taxes now
});

/** Remarks by which the order cannot be paid until somebody has decided. */
export const BLOCKING = Object.freeze([REMARK.GONE, REMARK.ARCHIVED, REMARK.NOT_SOLD]);

/**
 * What is different by now for the products of a snapshot. The line itself stays as it was sold.
 *
 * @param {Object} snapshot
 * @param {Object} world `world.facts.products` as the server tells it, `world.getProduct(id)` as this
 *     till has it: `{name, taxes: number[], getPrice(line) → number|undefined}` or undefined;
 *     `world.isMadeElsewhere(values)` whether another till made the order
 * @returns {{kind: string, uuid: string, product: number, name: string, was: number,
 *     now: number}[]}
 */
export function getProductRemarks(snapshot, world) {
    const { "pos.order": [order] = [], "pos.order.line": lines = [] } = snapshot.records || {};
    // Another till has sold what it sent here, as this one need not sell by itself.
    const isMadeElsewhere = world.isMadeElsewhere(order);
    return lines
        .flatMap((line) => getRemarksOfLine(line, world))
        .filter(({ kind }) => !(isMadeElsewhere && kind === REMARK.NOT_SOLD));
}

function getRemarksOfLine(line, world) {
    const product = world.getProduct(line.product_id);
    const remark = (kind, more = {}) => ({
        kind,
        uuid: line.uuid,
        product: line.product_id,
        name: line.full_product_name || product?.name || "",
        ...more,
    });
    const reason = getBlockingReason(line, product, world);
    if (reason) {
        return [remark(reason)];
    }
    const found = [];
    const price = line.price_type === "original" ? product?.getPrice(line) : undefined;
    if (price !== undefined && Math.abs(price - line.price_unit) > 1e-6) {
        found.push(remark(REMARK.PRICE, { was: line.price_unit, now: price }));
    }
    if (product?.taxes && !isSameSet(line.tax_ids || [], product.taxes)) {
        found.push(remark(REMARK.TAXES));
    }
    return found;
}

/** The server is asked first; without it, what this till has loaded is all there is to know. */
function getBlockingReason(line, product, { facts }) {
    if (!facts) {
        return product ? null : REMARK.GONE;
    }
    const told = facts.products[line.product_id];
    if (!told) {
        return REMARK.GONE;
    }
    return told.sold ? null : told.active ? REMARK.NOT_SOLD : REMARK.ARCHIVED;
}

function isSameSet(one, other) {
    const known = new Set(one);
    return known.size === new Set(other).size && other.every((id) => known.has(id));
}
