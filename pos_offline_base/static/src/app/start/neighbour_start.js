import { ConnectionLostError } from "@web/core/network/rpc";
import { makeLogger } from "../lib/logger";
import { findLayers, wrapLayer } from "./patch_layers";

const log = makeLogger("Start");

/**
 * A module that asks the server while the till starts, as pos_loyalty does for the customer's card,
 * ends the start when no answer comes: what it throws goes through all patches above it, and what
 * these do once `super` has returned is not done. Here each module's own part may fail by itself.
 *
 * @param {Object} prototype of the store, with the patches of all modules
 * @param {string} name of a method of its start
 */
export function isolateLostQuestions(prototype, name) {
    const { own, layers } = findLayers(prototype, name);
    if (!own || !layers.length) {
        return;
    }
    const ofStock = new WeakSet(); // errors without which the till has no data to work on
    wrapLayer(own, name, (work) => rememberErrors(work, ofStock));
    for (const layer of layers) {
        wrapLayer(layer, name, (work) => swallowLost(work, name, ofStock));
    }
}

async function rememberErrors(work, ofStock) {
    try {
        return await work();
    } catch (error) {
        if (error instanceof Object) {
            ofStock.add(error);
        }
        throw error;
    }
}

async function swallowLost(work, name, ofStock) {
    try {
        return await work();
    } catch (error) {
        if (!(error instanceof ConnectionLostError) || ofStock.has(error)) {
            throw error;
        }
        const text = "A module's question to the server has no answer yet";
        log(name, text, [error]);
    }
}
