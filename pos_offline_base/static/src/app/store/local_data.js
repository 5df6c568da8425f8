import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { getPageInfo } from "../lib/page_info";

export const KEPT_AREA = "kept";

/**
 * What a module keeps in the browser that is of no use without it: `{areas, prefix}`, the areas of
 * the durable store and the prefix of its keys in `localStorage`, by the name of the module. A module
 * whose data must outlive it, as anything that is still to be sent, does not say so here. `atSignOut`
 * has the same two keys: what of it is a copy only, and goes when its user signs out; the prefix is
 * followed by `<database>.<config>.` there. The sign-in page reads it where it was noted
 * (`frontend/forget_at_sign_out.js`).
 */
export const localDataRegistry = registry.category("pos_offline_local_data");

/**
 * Note what the installed modules keep, and remove what was kept by one that is not installed any
 * more: no code of its own is left to do it.
 *
 * @param {DurableStore} store
 * @param {Object} options
 * @param {string[]} options.installed names of modules, as the server says
 * @param {[string, Object][]} options.kept as in the registry
 * @param {Storage} options.storage
 */
export async function clearLocalData(store, { installed, kept, storage }) {
    const isGone = ({ id }) => !installed.includes(id);
    for (const { id, value } of (await store.getAll(KEPT_AREA)).filter(isGone)) {
        removeKeys(storage, value.prefix);
        for (const area of value.areas) {
            const records = await store.getAll(area);
            await store.apply(records.map((record) => ({ op: "delete", area, id: record.id })));
        }
        await store.delete(KEPT_AREA, id);
    }
    await store.apply(kept.map(([id, value]) => ({ op: "put", area: KEPT_AREA, id, value })));
}

function removeKeys(storage, prefix) {
    Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .forEach((key) => storage.removeItem(key));
}

export const localDataService = {
    dependencies: ["pos_offline_store"],
    start(env, { pos_offline_store: store }) {
        const installed = getPageInfo()?.modules;
        if (installed) {
            const kept = localDataRegistry.getEntries();
            const { localStorage: storage } = browser;
            // Nothing waits for it; a browser that stores nothing has nothing left over.
            clearLocalData(store, { installed, kept, storage }).catch(() => {});
        }
    },
};

registry.category("services").add("pos_offline_leftovers", localDataService);
