import { session } from "@web/session";

const STORES = "pos-offline-store."; // then the database and the point of sale: see DurableStore
const KEPT_AREA = "kept"; // what each module keeps: see leftovers_service.js
const STOCK = "point-of-sale-"; // then the point of sale
const PATIENCE = 2000; // ms; the page that was left lets go of its till

/**
 * Drop what the tills of this browser keep and the server has, or can do without: the recovery list,
 * orders of other tills, copies of the cashier's place; and stock's copy of the shop's data. Called
 * where Odoo draws a page for nobody signed in. What is not sent stays, and so do all stores of a till
 * that is open in another tab: its cashier signs in again there and goes on.
 *
 * @param {Object} [browser]
 * @param {LockManager} [browser.locks] none without https: whether a till is open is not known then
 * @param {Storage} [browser.storage]
 * @param {string[]} [browser.names] of the databases
 */
export async function forgetAtSignOut({
    locks = navigator.locks,
    storage = localStorage,
    names = null,
} = {}) {
    names ||= await listDatabases();
    for (const name of names.filter((each) => each.startsWith(STORES))) {
        const [, database, config] = name.split(".");
        const stocks = names.filter((each) => each.startsWith(`${STOCK}${config}-`));
        await whileClosed(locks, `pos-outbox.${database}.${config}.leader`, async () => {
            const prefixes = await use(name, forgetOurs);
            prefixes.forEach((prefix) => forgetKeys(storage, prefix, `.${database}.${config}.`));
            for (const stock of stocks) {
                await use(stock, forgetStocks);
            }
        });
    }
}

async function listDatabases() {
    const databases = (await window.indexedDB?.databases?.()) || [];
    return databases.map(({ name }) => name);
}

/** Work while no till has the lock: each open one holds it, or waits for it. */
async function whileClosed(locks, name, work) {
    try {
        await locks?.request(name, { signal: AbortSignal.timeout(PATIENCE) }, work);
    } catch (error) {
        if (!["AbortError", "TimeoutError"].includes(error.name)) {
            throw error;
        }
    }
}

/**
 * The modules have noted which of their areas are nothing but copies.
 *
 * @returns {Promise<string[]>} how the keys of such copies in `localStorage` begin
 */
async function forgetOurs(db) {
    const transaction = db.transaction("records", "readwrite", { durability: "strict" });
    const records = transaction.objectStore("records");
    const kept = await done(records.getAll(rangeOf(KEPT_AREA)));
    const copies = kept.map(({ text }) => JSON.parse(text).atSignOut).filter(Boolean);
    copies.flatMap(({ areas }) => areas).forEach((area) => records.delete(rangeOf(area)));
    await ended(transaction);
    return copies.map(({ prefix }) => prefix).filter(Boolean);
}

function forgetKeys(storage, prefix, scope) {
    Object.keys(storage)
        .filter((key) => key.startsWith(prefix) && key.includes(scope))
        .forEach((key) => storage.removeItem(key));
}

/**
 * Stock does not note which orders were changed since the server has seen them: where there is any but
 * an empty cart, all stays as it is.
 */
async function forgetStocks(db) {
    const names = [...db.objectStoreNames];
    if (!names.includes("pos.order")) {
        return;
    }
    const transaction = db.transaction(names, "readwrite", { durability: "strict" });
    const orders = await done(transaction.objectStore("pos.order").getAll());
    if (orders.every(isEmptyCart)) {
        names.forEach((name) => transaction.objectStore(name).clear());
    }
    await ended(transaction);
}

const isEmptyCart = ({ id, state, lines }) =>
    typeof id !== "number" && state === "draft" && !lines?.length;

const rangeOf = (area) => IDBKeyRange.bound([area], [area, []]); // an array sorts after any text

/** Open a database as it is, work on it and close it. */
async function use(name, work) {
    const opening = window.indexedDB.open(name);
    // Removed since it was listed: it must not come into being by being looked for.
    opening.onupgradeneeded = () => opening.transaction.abort();
    const db = await done(opening);
    try {
        return await work(db);
    } finally {
        db.close();
    }
}

function done(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function ended(transaction) {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
    });
}

if (session.is_frontend && !session.uid) {
    forgetAtSignOut().catch((error) => console.warn("What tills keep was not dropped:", error));
}
