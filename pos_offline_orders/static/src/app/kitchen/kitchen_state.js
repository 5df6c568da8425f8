import { ConnectionLostError } from "@web/core/network/rpc";
import { uuidv4 } from "@point_of_sale/utils";

const REMEMBERED = 12; // tickets of one order, back from the last

/**
 * What the kitchen was told of an order, as stock keeps it (`last_order_preparation_change`), is known
 * by a name: stock's date of it is made anew by the server, and is the same for two of one second.
 *
 * @typedef {{lines: Object, metadata?: {serverDate?: string, ticket?: string, before?: string[]}}} State
 */

/** @returns {State|null} */
function readState(value) {
    try {
        return (typeof value === "string" ? JSON.parse(value) : value) || null;
    } catch {
        return null;
    }
}

const nameOf = (state) => state?.metadata?.ticket || state?.metadata?.serverDate;

/**
 * A new state was made from another one by this till.
 *
 * @param {State} state the new one, which gets its name
 * @param {State["metadata"]} [before] of the old one
 */
export function nameState(state, before = {}) {
    const names = [before.ticket, before.serverDate, ...(before.before || [])].filter(Boolean);
    state.metadata = { ...state.metadata, ticket: uuidv4().slice(0, 8) };
    if (names.length) {
        state.metadata.before = names.slice(0, REMEMBERED);
    }
}

/** Whether `own` was made from `other`, or is it. */
function isMadeFrom(own, other) {
    const name = nameOf(other);
    const { ticket, serverDate, before = [] } = own?.metadata || {};
    return Boolean(name) && [ticket, serverDate, ...before].includes(name);
}

/**
 * What the kitchen was told of an order, by all that is known: the till's own last state, where the
 * server has no other or no answer; else the server's, and what was told of lines that it never had.
 *
 * @param {Object} order
 * @param {string|null} answer the server's state; null where it did not say
 * @returns {string}
 */
export function mergeStates(order, answer) {
    const own = order.last_order_preparation_change;
    const other = readState(answer);
    if (answer === null || isMadeFrom(own, other)) {
        return JSON.stringify(own);
    }
    const unsaved = new Set(order.lines.filter((line) => !line.isSynced).map(({ uuid }) => uuid));
    const told = Object.entries(own?.lines || {}).filter(([, { uuid }]) => unsaved.has(uuid));
    if (!told.length || !other) {
        return answer;
    }
    const both = { ...other, lines: { ...Object.fromEntries(told), ...other.lines } };
    nameState(both, other.metadata);
    return JSON.stringify(both);
}

/**
 * What the kitchen was told is asked only so that it is not told twice: the till can answer too.
 *
 * @param {Object} data the till's data service
 * @param {Array} args of the request
 * @param {(args: Array) => Promise} send the request
 */
export async function askKitchenState({ models }, args, send) {
    const order = models["pos.order"].get(args[0]);
    if (!order) {
        return send(args);
    }
    const answer = await send(args).catch((error) => {
        if (!(error instanceof ConnectionLostError)) {
            throw error;
        }
        return { last_order_preparation_change: null };
    });
    const { last_order_preparation_change: state } = answer;
    return { ...answer, last_order_preparation_change: mergeStates(order, state) };
}

/**
 * Wherever orders are read from, none makes the till forget a ticket that it has printed since.
 *
 * @param {Object} models the till's records
 * @param {Object<string, Object[]>} data about to be loaded, by model
 */
export function withOwnTickets(models, data) {
    const orders = data["pos.order"]?.map((raw) => {
        const order = raw.uuid && models["pos.order"]?.getBy("uuid", raw.uuid);
        const own = order?.last_order_preparation_change;
        const other = own?.metadata?.ticket && readState(raw.last_order_preparation_change);
        const isOlder = other && nameOf(other) !== nameOf(own) && isMadeFrom(own, other);
        return isOlder ? { ...raw, last_order_preparation_change: JSON.stringify(own) } : raw;
    });
    return orders ? { ...data, "pos.order": orders } : data;
}
