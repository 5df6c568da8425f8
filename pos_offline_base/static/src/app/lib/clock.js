import { browser } from "@web/core/browser/browser";

/**
 * The time, and being called later: what a test replaces by a clock that it turns itself.
 *
 * @typedef {Object} Clock
 * @property {() => number} now ms
 * @property {(callback: Function, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @type {Clock} */
export const realClock = {
    now: () => Date.now(),
    setTimeout: (callback, ms) => browser.setTimeout(callback, ms),
    clearTimeout: (timer) => browser.clearTimeout(timer),
};
