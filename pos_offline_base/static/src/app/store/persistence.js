import { browser } from "@web/core/browser/browser";

const ASKED_KEY = "pos_offline_base.asked_to_persist";

/** A module that asks at a better moment than the start of the till sets `atStart` to false. */
export const persistence = { atStart: true };

/**
 * Have the browser keep what is stored when it runs short of space. Some browsers ask the user, who may
 * take any time to answer: once is enough, and nothing waits for it.
 *
 * @returns {Promise<boolean>|null} the answer; null where nobody is asked
 */
export function askToPersist() {
    const { storage } = browser.navigator;
    if (!storage?.persist || browser.localStorage.getItem(ASKED_KEY)) {
        return null;
    }
    browser.localStorage.setItem(ASKED_KEY, "1");
    return storage.persist();
}
