/* global idb */

import { browser } from "@web/core/browser/browser";
import { makeLogger } from "../lib/logger";
import { getPageInfo } from "../lib/page_info";
import { localDataRegistry } from "../store/local_data";
import { isStockDatabase, StockDatabase } from "./stock_database";
import { withDeadline } from "../lib/deadline";

const log = makeLogger("FullReset");
const OURS = "pos-offline-store."; // what this suite keeps until the server has it
const DEVICE_KEY = /-unique_device_identifier$/;
const DELETE_TIMEOUT = 1500; // ms, as stock: a connection of a crashed page may block for ever

/** What of the tills in this browser is not on the server, whichever till it is of. */
export async function readAllUnsent() {
    const found = [];
    for (const name of (await getDatabaseNames()).filter(isStockDatabase)) {
        await step(async () => {
            const unsent = await StockDatabase.use(name, (database) => database.readUnsent());
            found.push(...unsent);
        });
    }
    return found;
}

/**
 * Stock's full reset, but what can be had again from the server only: sales that are not on the
 * server, what this suite keeps, and the count of receipt numbers stay.
 *
 * @param {Object} [options]
 * @param {boolean} [options.discard] unsent sales go as well
 */
export async function fullReset({ discard = false } = {}) {
    await step(clearLocalStorage);
    await step(() => browser.sessionStorage.clear());
    await step(unregisterWorkers);
    await step(deleteCaches);
    await step(() => clearDatabases(discard));
}

function clearLocalStorage() {
    const storage = browser.localStorage;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    for (const key of keys.filter((each) => !isKept(each, storage.getItem(each)))) {
        storage.removeItem(key);
    }
}

/** The device's name and its next receipt number stay unless they are what is damaged. */
function isKept(key, value) {
    if (!DEVICE_KEY.test(key)) {
        return isOurs(key);
    }
    try {
        const { device_identifier, next_number } = JSON.parse(value);
        return Boolean(device_identifier) && Number.isInteger(next_number);
    } catch {
        return false;
    }
}

/** A key of the suite begins with its module's name. One whose code did not load is on the page's list. */
function isOurs(key) {
    const said = localDataRegistry.getEntries().map(([module]) => module);
    const modules = [...said, ...(getPageInfo()?.modules || [])];
    return modules.includes(key.split(".")[0]);
}

async function unregisterWorkers() {
    const registrations = (await browser.navigator.serviceWorker?.getRegistrations()) || [];
    await Promise.allSettled(registrations.map((registration) => registration.unregister()));
}

async function deleteCaches() {
    const names = await window.caches.keys();
    await Promise.allSettled(names.map((name) => window.caches.delete(name)));
}

async function clearDatabases(discard) {
    for (const name of await getDatabaseNames()) {
        await step(() => clearDatabase(name, discard));
    }
}

async function clearDatabase(name, discard) {
    if (name.startsWith(OURS)) {
        return; // emptied by those who know that the server has it
    }
    if (!isStockDatabase(name) || discard) {
        return deleteDatabase(name);
    }
    const kept = await StockDatabase.use(name, (database) => database.clearButUnsent());
    return kept || deleteDatabase(name);
}

function deleteDatabase(name) {
    return withDeadline(idb.deleteDB(name), DELETE_TIMEOUT);
}

async function getDatabaseNames() {
    const databases = (await window.indexedDB?.databases?.()) || [];
    return databases.map(({ name }) => name).filter(Boolean);
}

/** One that fails stops none of the others, as in stock's reset. */
async function step(work) {
    try {
        await work();
    } catch (error) {
        log("step", "A step failed", [error]);
    }
}
