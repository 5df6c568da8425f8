import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { openedSession } from "../../page/opened_session";
import { isStoredPage } from "../../page/stored_page";
import { whenIdle } from "@pos_offline_base/app/lib/when_idle";

patch(PosStore.prototype, {
    async initServerData() {
        // The stored page does not say that it was opened from the backend, as that makes stock
        // reload everything from the server; all data is loaded by now, so the address may say it.
        const params = new URLSearchParams(window.location.search);
        if (isStoredPage() && params.get("from_backend")) {
            odoo.from_backend = 1;
        }
        const result = await super.initServerData(...arguments);
        const cache = this.env.services.pos_offline_cache;
        this.data.connectWebSocket("OFFLINE_CACHE_RESET", () => cache.reset());
        whenIdle(() => cache.prepare(this)); // the till is shown first
        whenIdle(() => openedSession.tell(this));
        return result;
    },

    /** The address may name an order that only the server has: without it, start on the default page. */
    async handleUrlParams() {
        try {
            return await super.handleUrlParams(...arguments);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            const next = this.defaultPage;
            this.router.navigate(next.page, next.params);
        }
    },
});
