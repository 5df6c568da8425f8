import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { TillDatabase } from "../utils/till_database";

const CONSOLE_COLOR = "#28ffeb";

patch(PosData.prototype, {
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
