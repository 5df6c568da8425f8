// @odoo-module ignore
/* eslint-disable no-restricted-globals */

// Served before stock's worker when an administrator has switched the offline cache off: takes over
// at once and removes all that the cache had stored in this browser.
(function () {
    "use strict";
    const PREFIX = "pos-offline-cache";

    async function removeEverything() {
        for (const name of await caches.keys()) {
            if (name.startsWith(`${PREFIX}/`)) {
                await caches.delete(name);
            }
        }
        for (const { name } of await indexedDB.databases()) {
            if (name.startsWith(PREFIX)) {
                indexedDB.deleteDatabase(name);
            }
        }
    }

    self.addEventListener("install", () => self.skipWaiting());
    self.addEventListener("message", ({ data }) => {
        if (data?.type === "SKIP_WAITING") {
            self.skipWaiting(); // from a till: its browser has missed the moment for the change
        }
    });
    self.addEventListener("activate", (event) => {
        event.waitUntil(removeEverything().then(() => self.clients.claim()));
    });
})();
