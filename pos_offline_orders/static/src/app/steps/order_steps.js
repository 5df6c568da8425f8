import { registry } from "@web/core/registry";

/**
 * Messages that a sale owes the server after the sale itself, as the points of a loyalty programme. What
 * they say is known before the sale is sent and forgotten by stock with the sale: it is written
 * down first, and struck out when the server has confirmed it.
 *
 * The server must skip a message that it has had before: it is sent again whenever its answer is lost.
 *
 * @typedef {Object} OrderStep
 * @property {string} label a translated getter: what a cashier calls it
 * @property {(pos: Object, order: Object) => Promise<*>} collect what this sale will owe, JSON-able;
 *  null for nothing
 * @property {(pos: Object, orderId: number, data: *) => Promise<*>} send resolves to the answer
 * @property {(pos: Object, answer: *) => void} [use] what an answer means that came without stock
 */
export const orderSteps = registry.category("pos_order_steps");
