/* global idb */

import { after } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { SessionKeeper } from "@pos_offline_cache/worker/session_keeper";
import { DEVICE_TABLES, Store, USER_TABLES } from "@pos_offline_cache/worker/store";
import { Vault } from "@pos_offline_cache/worker/vault";

let count = 0;

/** A database of the browser itself, removed after the test. */
export function makeStore(tables, name = `pos-offline-cache-test-${Date.now()}-${count++}`) {
    const store = new Store(name, tables, idb.openDB);
    after(() => store.destroy());
    return store;
}

/** The browser's own cryptography: the test framework puts a mock in its place. */
function getRealCrypto() {
    const frame = document.createElement("iframe");
    document.head.append(frame);
    after(() => frame.remove());
    return frame.contentWindow.crypto;
}

/** A vault as a new worker would have it, on a database that may be there already. */
export function openVault(store) {
    return new Vault(store, getRealCrypto());
}

/** A vault on the browser's own database and cryptography, for a signed-in user. */
export async function makeVault(user) {
    const store = makeStore(USER_TABLES);
    const session = new SessionKeeper(store, makeStore(DEVICE_TABLES));
    const vault = openVault(store);
    if (user) {
        await session.setUser(user);
        await vault.admit(user);
    }
    return { store, session, vault };
}

/** Workbox asks whether its event is one of a worker's, which a page does not know of. */
export function standInForWorker(type = "fetch") {
    patchWithCleanup(window, { FetchEvent: class FetchEvent extends Event {} });
    return { type, waitUntil: (work) => work.catch(() => {}) };
}

export const PAGE = Object.freeze({
    database: "abc",
    release: "r1",
    config: 1,
    configName: "Furniture Shop",
    session: 9,
    user: 7,
    company: 1,
    lang: "en_US",
    registry: "hash",
    dataChange: "2026-01-01 00:00:00",
    enabled: true,
    switchedOff: false,
    debug: false,
    epoch: 0,
    deadline: 3000,
    imageLimit: 10,
    imageBytes: 1000,
    busWorker: "/pos/offline/bus_worker?unique=1",
});

export function rpcRequest(model, method, args = [], kwargs = {}) {
    return new Request(`${location.origin}/web/dataset/call_kw/${model}/${method}`, {
        method: "POST",
        body: JSON.stringify({ id: 5, jsonrpc: "2.0", params: { model, method, args, kwargs } }),
    });
}

export function jsonAnswer(result) {
    return new Response(JSON.stringify({ jsonrpc: "2.0", id: 5, result }), {
        headers: { "Content-Type": "application/json" },
    });
}

/** A network gate whose answers the test gives, with the clock left out. */
export class FakeGate {
    constructor(answer) {
        this.answer = answer;
        this.asked = [];
        this.fetch = async (request) => {
            this.asked.push(request.url || request);
            return this.answer(request);
        };
    }

    async wait(answer) {
        try {
            return { value: await answer, late: null };
        } catch {
            return { value: undefined, late: null };
        }
    }
}
