import { browser } from "@web/core/browser/browser";

/**
 * Take an order off this till; the server keeps what it has. A screen that shows it is left first: it
 * could not draw itself without its order.
 *
 * @param {Object} pos the till's store
 * @param {Object} order
 */
export async function dropOrder(pos, order) {
    if (isShown(pos, order)) {
        const next = pos.addNewOrder();
        pos.navigate("ProductScreen", { orderUuid: next.uuid });
        await rendered();
    }
    pos.removePendingOrder(order);
    pos.data.localDeleteCascade(order); // not removeOrder: it gives the receipt's number away
}

/**
 * A sale is no sale of this till any more; of an order that the server has, the till forgets only
 * what it would send.
 *
 * @param {Object} pos the till's store
 * @param {Object} order
 */
export async function dropSale(pos, order) {
    await pos.data.paidLedger.strike(order.uuid);
    if (order.isSynced) {
        pos.removePendingOrder(order);
    } else {
        await dropOrder(pos, order);
    }
}

function isShown(pos, { uuid }) {
    return uuid === pos.router?.state.params.orderUuid || uuid === pos.getOrder()?.uuid;
}

/** The screen of before is gone after the next frame. */
function rendered() {
    return new Promise((resolve) =>
        browser.requestAnimationFrame(() => browser.requestAnimationFrame(resolve))
    );
}
