import { browser } from "@web/core/browser/browser";

const NO_FRAME = 100; // ms; windows that are covered draw nothing

/**
 * Run `callback` once, right after the task that runs now; before the till draws, where the browser can
 * be told so. Browsers do not slow this down.
 */
export function afterThisTask(callback) {
    if (window.scheduler?.postTask) {
        window.scheduler.postTask(callback, { priority: "user-blocking" });
        return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
        port1.close();
        callback();
    };
    port2.postMessage(null);
}

/** Run `callback` once, right after what has changed is drawn. */
export function afterPaint(callback) {
    let timer = null;
    const once = () => {
        if (timer !== null) {
            browser.clearTimeout(timer);
            timer = null;
            afterThisTask(callback);
        }
    };
    timer = browser.setTimeout(once, NO_FRAME);
    browser.requestAnimationFrame(once);
}
