const CHEAP = 2; // ms of work that nobody feels
const SHARE = 9; // times as long as the work took is rested

/**
 * For work that takes the longer the more there is, and is asked for at each change: it gets a tenth of
 * the time at most. What is asked for during a rest is done once, after it.
 *
 * @param {() => void} work
 * @param {() => number} [now] ms
 * @returns {() => void} does it now, or as soon as it has rested
 */
export function limitCpuShare(work, now = () => performance.now()) {
    let timer = null;
    let isWanted = false;
    const awake = () => {
        timer = null;
        if (isWanted) {
            run();
        }
    };
    const run = () => {
        isWanted = false;
        const started = now();
        work();
        const took = now() - started;
        if (took > CHEAP) {
            timer = setTimeout(awake, took * SHARE);
        }
    };
    return () => {
        isWanted = true;
        if (timer === null) {
            run();
        }
    };
}
