import { cancelOrders } from "../cancel/cancellations";
import { askKitchenState } from "../kitchen/kitchen_state";
import { OtherSaleError } from "../conflict/other_sale_error";

/**
 * What a till does around its requests about orders, by the server's method.
 *
 * @type {Object<string, (data: Object, args: Array, send: (args: Array) => Promise) => Promise>}
 */
export const ORDER_CALLS = {
    sync_from_ui: sendOrders,
    read_pos_data_uuid: readOrders,
    read_pos_orders: readOrders,
    action_pos_order_cancel: cancelOrders,
    get_preparation_change: askKitchenState,
};

// Whose answers say what the server has of open orders, also those that are asked for without `call`.
export const OPEN_ORDERS = new Set([
    "sync_from_ui",
    "read_pos_data_uuid",
    "read_pos_orders",
    "read_config_open_orders",
]);

async function sendOrders(data, args, send) {
    const [values, ...others] = args[0];
    const isOne = data.orderSync && values && !others.length;
    const sendNoted = (each) => {
        noteSent(data, each[0]);
        return send(each);
    };
    const answer = await (isOne ? sendOne(data, values, args, sendNoted) : sendNoted(args));
    const error = hearOfSales(data, answer).find(({ uuid }) => isOne && uuid === values.uuid);
    if (error) {
        throw error;
    }
    return answer;
}

async function readOrders(data, args, send) {
    const answer = await send(args);
    hearOfSales(data, answer);
    return answer;
}

function sendOne({ orderGroup, orderSync }, values, args, send) {
    const answer = orderGroup?.take(values);
    return answer || orderSync.send(values, (sent) => send([[sent], ...args.slice(1)]));
}

function noteSent({ models, unsent }, sent) {
    const orders = sent.map(({ uuid }) => models["pos.order"].getBy("uuid", uuid));
    orders.filter(Boolean).forEach((order) => unsent.noteSent(order));
}

/**
 * Take what the server says of orders: sales that it has are confirmed, removals that it has done
 * are not asked for again.
 *
 * @param {Object} data the till's data service
 * @param {Object<string, Object[]>} answer records by model
 * @returns {OtherSaleError[]} one for each sale instead of which it has something else
 */
export function hearOfSales({ models, paidLedger, unsent }, answer) {
    unsent.hear(answer);
    return paidLedger.hear(answer).map(({ sale, word }) => {
        const error = new OtherSaleError(sale, word, answer, models);
        paidLedger.setConflict(sale.uuid, error.conflict);
        return error;
    });
}
