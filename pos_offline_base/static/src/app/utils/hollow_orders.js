import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";

const CONSOLE_COLOR = "#28ffeb";

const isHollow = (order) =>
    order.isUnsyncedPaid && !order.lines.length && !order.payment_ids.length;

/**
 * Stock writes its models to the disk one after the other. A reload, while orders were being sent, can
 * find an order from before the answer and its lines, which go with the answer, gone: a sale that waits
 * for ever, as stock sends none without lines. The server has it; take it as it is there.
 *
 * @param {Object} pos the till's store, before stock marks what is to be sent
 */
export async function fillHollowOrders(pos) {
    const hollow = pos.models["pos.order"].filter(isHollow);
    if (!hollow.length || pos.data.network.offline) {
        return;
    }
    try {
        await load(pos, hollow);
    } catch (error) {
        logPosMessage("HollowOrders", "fill", "Later", CONSOLE_COLOR, [error]); // with the next start
    }
}

async function load(pos, orders) {
    const domain = [["uuid", "in", orders.map(({ uuid }) => uuid)]];
    const found = await pos.data.call("pos.order", "read_pos_orders", [domain]);
    pos.models.loadConnectedData(await pos.data.missingRecursive(found));
}
