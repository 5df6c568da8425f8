import { browser } from "@web/core/browser/browser";

const PREFIX = "pos_session_recovery.";
const AREAS = ["recovery", "recovery_ring", "recovery_quarantine"];

/**
 * Remove whatever was kept for a point of sale: it was switched off there. Keys of other shops and
 * of other databases of this browser stay.
 *
 * @param {{database: string, config: number}} page
 * @param {DurableStore} store
 * @param {Storage} [storage]
 */
export async function removeKept(page, store, storage = browser.localStorage) {
    removeKeys(page, storage);
    try {
        for (const area of AREAS) {
            const kept = await store.getAll(area);
            await store.apply(kept.map(({ id }) => ({ op: "delete", area, id })));
        }
    } catch {
        // Without a durable store there is nothing in it.
    }
}

function removeKeys({ database, config }, storage) {
    const scope = `.${database}.${config}`;
    try {
        const isOurs = (key) =>
            key.startsWith(PREFIX) && (key.endsWith(scope) || key.includes(`${scope}.`));
        Object.keys(storage)
            .filter(isOurs)
            .forEach((key) => storage.removeItem(key));
    } catch {
        // A browser without storage has nothing to remove.
    }
}
