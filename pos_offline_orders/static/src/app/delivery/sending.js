import { completeSale, keepSoldAmounts } from "../paid/sold_lines";
import { markUnconfirmed } from "../paid/unconfirmed";

const CHANGED_IN = ["draft", "paid"]; // states of an order that may be a draft of the server

/**
 * Send orders that are due. While a sale is being validated, that one alone: its customer waits.
 *
 * @param {Object} pos the till's store
 * @param {Object} options as stock's `syncAllOrders`
 * @param {(options: Object) => Promise} stock stock's method
 */
export async function sendDue(pos, options, stock) {
    const { orderSync, flusher, network } = pos.data;
    const send = (each) => pos.orderBatch.send(stock, each).finally(() => pos.syncStatus.changed());
    noteSale(pos);
    if (!orderSync || network.offline) {
        return send(options);
    }
    addPaidAhead(pos);
    const only = options.throw && !options.orders && getValidated(pos);
    try {
        if (only) {
            await orderSync.whenFree([only]);
        }
        return await send(only ? { ...options, orders: [only] } : options);
    } finally {
        orderSync.holdLate();
        if (only && hasPendingBeside(pos, only)) {
            flusher.later();
        }
    }
}

/**
 * A paid order is sent with all that its receipt shows, and with nothing else; what it owes beside is
 * on the disk before it goes.
 *
 * @param {Object} pos the till's store
 * @param {Object[]} orders
 * @param {() => Promise} stock stock's `preSyncAllOrders`
 */
export async function prepareToSend(pos, orders, stock) {
    orders.forEach((order) => completeSale(pos, order));
    pos.leftOutNotices.expect(orders);
    const result = await stock();
    await pos.owedSteps.writeDown(orders);
    orders.forEach((order) => keepSoldAmounts(pos, order));
    return result;
}

/**
 * What the server is told beside the orders: what is sold is what the receipts show, so it takes other
 * lines of its drafts off; how many seconds ago it was sold, whatever the till's clock says; and it keeps its own values of what this till has not changed, of a sale its
 * notes.
 *
 * @param {Object} data the till's data service
 * @param {Object[]} orders
 * @returns {Object} for the context of the request
 */
export function describeOrders({ paidLedger, unsent }, orders) {
    const sold = orders.filter(({ uuid }) => paidLedger?.has(uuid));
    const lines = sold.map((order) => [order.uuid, order.lines.map(({ uuid }) => uuid)]);
    const known = orders.filter(({ isSynced, state }) => isSynced && CHANGED_IN.includes(state));
    const changes = unsent?.changesOf(known) || {};
    return {
        ...(lines.length ? { offline_sold_lines: Object.fromEntries(lines) } : {}),
        ...(sold.length ? { offline_sale_ages: agesOf(sold, paidLedger) } : {}),
        ...(Object.keys(changes).length ? { offline_changes: changes } : {}),
    };
}

function agesOf(orders, paidLedger) {
    const age = ({ uuid }) =>
        Math.max(0, Math.round((Date.now() - paidLedger.get(uuid).time) / 1000));
    return Object.fromEntries(orders.map((order) => [order.uuid, age(order)]));
}

/** The sale that is being validated is noted as soon as it counts as paid, once. */
function noteSale(pos) {
    const order = pos.saleToNote && getValidated(pos);
    if (order?.finalized) {
        pos.saleToNote = false;
        pos.data.paidLedger.add(order);
    }
}

function getValidated({ models, validatedUuid: uuid }) {
    return uuid && models["pos.order"].getBy("uuid", uuid);
}

function hasPendingBeside(pos, order) {
    const { orderToCreate, orderToUpdate } = pos.getPendingOrder();
    return [...orderToCreate, ...orderToUpdate].some((other) => other !== order);
}

/** Paid here, not confirmed there: the server has to be told again. */
function addPaidAhead(pos) {
    markUnconfirmed(pos);
    for (const uuid of pos.data.paidAhead) {
        const order = pos.models["pos.order"].getBy("uuid", uuid);
        if (order) {
            pos.addPendingOrder([order.id]);
        }
    }
    pos.data.paidAhead.clear();
}
