import { patch } from "@web/core/utils/patch";
import { browser } from "@web/core/browser/browser";
import { CriticalPOSError } from "@point_of_sale/app/components/loader/critical_pos_error/critical_pos_error";
import { ERROR_KEY } from "../../../../decision/settled_cases";
import { getPageInfo } from "@pos_offline_base/app/lib/page_info";

const OURS = "pos_session_recovery";

/**
 * After this screen nothing comes back by itself, as it may be what broke the till: the recovery
 * list is offered instead. A full reset empties the browser's storage; what was kept is put back.
 */
patch(CriticalPOSError.prototype, {
    setup() {
        super.setup(...arguments);
        this.canReopen = Boolean(getPageInfo());
        if (this.canReopen) {
            write({ [ERROR_KEY]: "1" });
        }
    },

    reopen() {
        browser.location.reload();
    },

    async fullReset() {
        const kept = readOurs();
        // The last moment before the page is gone: after the reset, before the reload.
        browser.addEventListener("pagehide", () => write(kept), { once: true });
        return super.fullReset(...arguments);
    },
});

function readOurs() {
    try {
        return Object.fromEntries(
            Object.entries(browser.localStorage).filter(([key]) => key.startsWith(OURS))
        );
    } catch {
        return {};
    }
}

function write(entries) {
    try {
        for (const [key, value] of Object.entries(entries)) {
            browser.localStorage.setItem(key, value);
        }
    } catch {
        // Without storage there was nothing kept in it.
    }
}
