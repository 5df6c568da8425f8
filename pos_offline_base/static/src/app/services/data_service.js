import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { OrderMessages } from "../utils/order_messages";
import { TillDatabase } from "../utils/till_database";

const CONSOLE_COLOR = "#28ffeb";

patch(PosData.prototype, {
    /** Orders may have been received before, or changed since: see `OrderMessages`. */
    async call(model, method, args = [], ...more) {
        if (model !== "pos.order" || method !== "sync_from_ui") {
            return super.call(...arguments);
        }
        this.orderMessages ??= markRaw(new OrderMessages(this));
        const send = (orders) => super.call(model, method, [orders, ...args.slice(1)], ...more);
        return this.orderMessages.send(args[0], send);
    },

    /**
     * Stock deletes the database with the sales in it, also at a start after somebody has changed a
     * setting. All that the server can give again goes; the rest stays.
     */
    async resetIndexedDB() {
        const db = this.indexedDB?.db;
        if (!db) {
            return super.resetIndexedDB(...arguments);
        }
        const kept = await new TillDatabase(db).clearButUnsent();
        const text = `Emptied, ${kept} unsent order(s) kept`;
        logPosMessage("DataService", "resetIndexedDB", text, CONSOLE_COLOR);
    },
});
