const AT_LATEST = 5000; // ms; a busy till must get there too

/** Call back when the till has nothing better to do. Safari has no idle callbacks. */
export function whenIdle(callback) {
    if (window.requestIdleCallback) {
        window.requestIdleCallback(callback, { timeout: AT_LATEST });
    } else {
        window.setTimeout(callback, 50);
    }
}
