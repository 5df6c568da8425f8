import { realClock } from "./clock";

/**
 * Wait for `work`, no longer than `ms`. It goes on past that; nobody hears of how it ends.
 *
 * @template T
 * @param {Promise<T>} work
 * @param {number} ms
 * @param {() => T} [onLate] what comes instead, or is thrown
 * @param {import("./clock").Clock} [clock]
 * @returns {Promise<T>}
 */
export function withDeadline(work, ms, onLate = () => undefined, clock = realClock) {
    let timer;
    const late = new Promise((resolve) => (timer = clock.setTimeout(resolve, ms))).then(onLate);
    return Promise.race([work, late]).finally(() => clock.clearTimeout(timer));
}
