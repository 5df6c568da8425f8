import { makeLogger } from "@pos_offline_base/app/lib/logger";

const log = makeLogger("HollowOrders");
const isHollow = (order) =>
    order.isUnsyncedPaid && !order.lines.length && !order.payment_ids.length;

/**
 * Stock writes its models to the disk one after the other. A reload, while orders were being sent, can
 * find an order from before the answer and its lines, which go with the answer, gone: a sale that waits
 * for ever, as stock sends none without lines. The server has it; take it as it is there.
 *
 * @param {Object} pos the till's store
 * @param {Object[]} orders in which to look
 */
export async function fillHollowOrders(pos, orders) {
    const hollow = orders.filter(isHollow);
    if (!hollow.length || pos.data.network.offline) {
        return;
    }
    try {
        await load(pos, hollow);
    } catch (error) {
        log("fill", "Later", [error]); // at the next sync
    }
}

/** @returns {Object[]} orders that stock means to send; it leaves those without lines out later */
export function getMarked({ models, pendingOrder: { create, write } }) {
    return [...create, ...write].map((id) => models["pos.order"].get(id)).filter(Boolean);
}

async function load(pos, orders) {
    const ids = orders.map(({ id }) => id);
    const domain = [["uuid", "in", orders.map(({ uuid }) => uuid)]];
    const found = await pos.data.call("pos.order", "read_pos_orders", [domain]);
    pos.models.loadConnectedData(await pos.data.missingRecursive(found));
    const filled = ids.filter((_id, index) => orders[index].isSynced);
    filled.forEach((id) => pos.pendingOrder?.create.delete(id));
}
