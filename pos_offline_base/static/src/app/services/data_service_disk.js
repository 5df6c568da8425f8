import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { withoutReopened } from "../paid/paid_guard";
import { isPaidHere, keepPaid } from "../paid/paid_records";
import { storeChildren, withChildren } from "../store/order_children";
import { TillDatabase } from "../guard/till_database";

const CONSOLE_COLOR = "#28ffeb";

patch(PosData.prototype, {
    async loadInitialData() {
        return keepPaid(await super.loadInitialData(...arguments));
    },

    initListeners() {
        this.unsentJournal.follow();
        return super.initListeners(...arguments);
    },

    async synchronizeLocalDataInIndexedDB() {
        this.unsentJournal.write();
        await storeChildren(this);
        return super.synchronizeLocalDataInIndexedDB(...arguments);
    },

    async getLocalDataFromIndexedDB(data = false) {
        const tables = Object.keys(this.opts.databaseTable);
        const records = data || (await this.indexedDB.readAll(tables));
        return super.getLocalDataFromIndexedDB(await withChildren(this, records));
    },

    /**
     * Here the till has what was on its disk, and is about to read the server's: what was unsent is so
     * again before.
     *
     * An answer that is left out because it would reopen an order does not say that it is gone.
     */
    async checkAndDeleteMissingOrders(results) {
        this.unsentAtStart ||= this.unsentJournal.restore();
        const orders = results?.["pos.order"]?.filter((order) => !isPaidHere(order));
        const others = orders && { ...results, "pos.order": orders };
        return super.checkAndDeleteMissingOrders(others || results);
    },

    /**
     * What would reopen a paid order is not written over it either. After a changed setting stock has
     * the records in an array by name: its copy of that is empty, and so is its database.
     */
    async synchronizeServerDataInIndexedDB(serverData = {}) {
        const named = { ...serverData };
        const data = this.models
            ? withoutReopened(this.models, named, this.paidLedger).data
            : named;
        return super.synchronizeServerDataInIndexedDB(keepPaid(data));
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
        const clear = () => new TillDatabase(db).clearButUnsent();
        const kept = await this.indexedDB.inTurn(clear);
        const text = `Emptied, ${kept} unsent order(s) kept`;
        logPosMessage("DataService", "resetIndexedDB", text, CONSOLE_COLOR);
    },
});
