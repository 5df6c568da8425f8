import { markRaw } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { DurableStore, HEALTH, storeName } from "./durable_store";
import { getPageInfo } from "../lib/page_info";
import { askToPersist, persistence } from "./persistence";
import { REASON } from "./store_errors";

/** @returns {string} what a cashier should know and do when the store does not work */
function describeTrouble({ state, reason }) {
    if (state === HEALTH.FULL) {
        return _t(
            "The disk of this device is full. You can go on selling, but if the till closes now, the open order is lost. Free some space on this device."
        );
    }
    if (reason === REASON.NEWER) {
        return _t(
            "This till was used with a newer version of Odoo. Its stored data is left as it is, and nothing new is stored on this device. Ask for the update."
        );
    }
    if (reason === REASON.BLOCKED) {
        return _t(
            "Another tab with this till is still open and blocks the storage. Close all other tabs of the Point of Sale, then reload this page."
        );
    }
    return _t(
        "This browser does not store anything for the till (private window, or storage switched off). You can go on selling, but if the till closes, the open order is lost. Use a normal window."
    );
}

/** Tells the cashier once per kind of trouble, until the message is closed by hand. */
export class TroubleNotice {
    constructor(notification) {
        this.notification = notification;
        this.told = new Set();
    }

    /** @param {Object} health as in `DurableStore` */
    tell(health) {
        const message = describeTrouble(health).toString();
        if (!this.told.has(message)) {
            this.told.add(message);
            this.notification.add(message, { type: "warning", sticky: true });
        }
    }
}

export const offlineStoreService = {
    dependencies: ["notification"],
    start(env, { notification }) {
        const info = getPageInfo();
        const notice = new TroubleNotice(notification);
        const store = new DurableStore(info && storeName(info), {
            onTrouble: (health) => notice.tell(health),
        });
        if (info) {
            const ask = () => persistence.atStart && askToPersist();
            store
                .open()
                .then(ask)
                .catch(() => {}); // the health says what went wrong
        }
        // Reached through the reactive store of the till: records must not become proxies.
        return markRaw(store);
    },
};

registry.category("services").add("pos_offline_store", offlineStoreService);
