import { patch } from "@web/core/utils/patch";
import { browser } from "@web/core/browser/browser";
import { WorkerService } from "@bus/services/worker_service";
import { getPageInfo } from "../../page/stored_page";

/**
 * Start the bus worker from an address inside the scope of the till's service worker. From stock's
 * address, outside of it, a till that was opened without the server has no live notifications until
 * it is reloaded.
 */
patch(WorkerService.prototype, {
    startWorker() {
        const busWorker = getPageInfo()?.busWorker;
        if (!busWorker || this.params.serverURL !== window.origin) {
            return super.startWorker(...arguments);
        }
        const { SharedWorker, Worker } = browser;
        const fromScope = (WorkerClass) =>
            WorkerClass &&
            class extends WorkerClass {
                constructor(_url, options) {
                    super(`${window.origin}${busWorker}`, options);
                }
            };
        Object.assign(browser, {
            SharedWorker: fromScope(SharedWorker),
            Worker: fromScope(Worker),
        });
        try {
            return super.startWorker(...arguments);
        } finally {
            Object.assign(browser, { SharedWorker, Worker });
        }
    },
});
