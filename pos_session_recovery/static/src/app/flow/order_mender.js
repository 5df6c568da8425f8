import { _t } from "@web/core/l10n/translation";
import { BLOCKING, REMARK } from "../decision/product_remarks";

/**
 * Mark the lines whose product is not sold any more, and keep in mind those that stock drops because
 * their product is gone altogether. Marks of before that do not apply any more are taken off.
 *
 * @param {Object} order the till's own record, perhaps a new one with lines of its own
 * @param {Object} snapshot
 * @param {Object[]} remarks
 */
export function markUnsoldLines(order, snapshot, remarks) {
    const blocking = remarks.filter(({ kind }) => BLOCKING.includes(kind));
    const kinds = new Map(blocking.map(({ product, kind }) => [product, kind]));
    for (const line of order.lines) {
        line.uiState.recoveryMark = kinds.get(line.product_id.id);
    }
    const shown = new Set(order.lines.map((line) => line.product_id.id));
    order.uiState.recoveryGone = blocking
        .filter(({ kind, product }) => kind === REMARK.GONE && !shown.has(product))
        .map((remark) => describeGone(remark, snapshot));
}

function describeGone({ uuid, name, kind }, snapshot) {
    const lines = snapshot.records["pos.order.line"];
    const { qty, price_unit: price, discount = 0 } = lines.find((line) => line.uuid === uuid);
    return { uuid, name, kind, qty, amount: qty * price * (1 - discount / 100) };
}

/** Lines by which the order cannot be paid yet: `{uuid, name, kind, qty, amount}`. */
export function getUnsoldLines(order) {
    const marked = order.lines
        .filter((line) => line.uiState?.recoveryMark)
        .map((line) => ({
            uuid: line.uuid,
            name: line.full_product_name,
            kind: line.uiState.recoveryMark,
            qty: line.qty,
            amount: line.displayPrice,
        }));
    return [...marked, ...(order.uiState?.recoveryGone || [])];
}

/** Take the lines off that cannot be paid: the cashier has decided so. */
export function removeUnsoldLines(order) {
    for (const line of order.lines.filter(({ uiState }) => uiState?.recoveryMark)) {
        order.removeOrderline(line);
    }
    order.uiState.recoveryGone = [];
}

/** Sell them as they are: a manager has decided so. What does not exist cannot be sold. */
export function allowUnsoldLines(order) {
    for (const line of order.lines) {
        line.uiState.recoveryMark = undefined;
    }
}

/**
 * Make the till have the order as the server has it. What only this till had on an order that is
 * paid or cancelled by now is taken off it: such an order never changes.
 *
 * @param {Object} pos the store of the till
 * @param {Object} snapshot
 */
export async function yieldToServer(pos, snapshot) {
    const { uuid } = snapshot.order;
    await pos.data.loadServerOrders([["uuid", "=", uuid]]);
    const order = pos.models["pos.order"].getBy("uuid", uuid);
    if (!order?.finalized) {
        return order;
    }
    for (const record of [...order.lines, ...order.payment_ids]) {
        if (!record.isSynced) {
            record.delete();
        }
    }
    return order;
}

/** Leave an order that is done with: to another open one, or to a new one. */
export function leaveOrder(pos, uuid) {
    if (pos.selectedOrderUuid && pos.selectedOrderUuid !== uuid) {
        return;
    }
    const next = pos.getOpenOrders().at(-1) || pos.addNewOrder();
    pos.setOrder(next);
    pos.navigateToOrderScreen(next);
}

/** An order went on as `order`: note the number of the one that it comes from. */
export function noteReference(order, reference) {
    const notes = JSON.parse(order.internal_note || "[]");
    notes.push({ text: _t("Before: %s", reference), colorIndex: 0 });
    order.setInternalNote(JSON.stringify(notes));
}

/**
 * Drop stock's own copy of an order that went on as another one, or the goods would be on two. Its
 * number is not used again, as it is noted on the new one.
 */
export function dropPredecessor(pos, uuid) {
    const old = pos.models["pos.order"].getBy("uuid", uuid);
    if (old && !old.finalized && !old.isSynced) {
        pos.data.localDeleteCascade(old);
        pos.removePendingOrder(old);
    }
}
