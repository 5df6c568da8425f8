import { browser } from "@web/core/browser/browser";
import { uuidv4 } from "@point_of_sale/utils";

const KEY = "pos_session_recovery.tab";
const LEFT_KEY = "pos_session_recovery.left";

/**
 * The name of this tab: the same after a reload, another one in a copy of the tab. Two tabs never
 * write the place of each other.
 *
 * @param {Object} [options]
 * @param {Storage} [options.storage]
 * @param {LockManager} [options.locks]
 * @returns {Promise<{name: string, previous: string|null}>} `previous` is the tab that this one goes
 *     on from, perhaps itself
 */
export async function takeTabName({
    storage = browser.sessionStorage,
    locks = browser.navigator.locks,
} = {}) {
    const previous = read(storage);
    const name = previous && (await isFree(previous, locks)) ? previous : uuidv4();
    if (name !== previous) {
        await isFree(name, locks);
        write(storage, name);
    }
    return { name, previous };
}

/** Names of the tabs that are open now. */
export async function getOpenTabs(locks = browser.navigator.locks) {
    const { held = [] } = (await locks?.query?.()) || {};
    return held
        .filter(({ name }) => name.startsWith(`${KEY}.`))
        .map(({ name }) => name.slice(KEY.length + 1));
}

/** The page goes as pages do, with all that it kept: what comes back in this tab was never lost. */
export function noteLeft(seq, storage = browser.sessionStorage) {
    write(storage, String(seq), LEFT_KEY);
}

/** @returns {number|null} number of the last snapshot of the page that left this tab, told once */
export function takeLeft(storage = browser.sessionStorage) {
    const seq = read(storage, LEFT_KEY);
    write(storage, "", LEFT_KEY);
    return seq ? Number(seq) : null;
}

/** Holds the lock of the name for as long as the page lives. */
function isFree(name, locks) {
    if (!locks?.request) {
        return true; // no secure address: stock closes other tabs, that has to be enough
    }
    return new Promise((resolve) => {
        locks
            .request(`${KEY}.${name}`, { ifAvailable: true }, (lock) => {
                resolve(Boolean(lock));
                return lock ? new Promise(() => {}) : undefined;
            })
            .catch(() => resolve(true));
    });
}

function read(storage, key = KEY) {
    try {
        return storage.getItem(key);
    } catch {
        return null;
    }
}

function write(storage, value, key = KEY) {
    try {
        storage.setItem(key, value);
    } catch {
        // Without it a reload counts as a new tab, which goes on from the last one all the same.
    }
}
