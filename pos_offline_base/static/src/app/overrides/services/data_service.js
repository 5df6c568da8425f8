import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { makeLogger } from "../../lib/logger";
import { STATUS } from "../../connection/connection_monitor";
import { Flusher } from "../../lib/flusher";
import { StockDatabase } from "../../guard/stock_database";
import { UnansweredQuestions } from "../../start/unanswered_questions";

const log = makeLogger("DataService");
const CALM = 30000; // ms online after which the next outage is a new one, and is announced again

PosData.serviceDependencies.push("pos_connection", "pos_offline_store");

/** The connection monitor says whether the till is offline; stock's own pings are not needed. */
patch(PosData.prototype, {
    async setup(env, { pos_connection: connection, pos_offline_store: store }) {
        this.connection = connection;
        this.offlineStore = store;
        this.questions = markRaw(new UnansweredQuestions((request) => this.execute(request)));
        this.flusher = markRaw(
            new Flusher({ flush: () => this._flush(), mayFlush: () => !this.network.offline })
        );
        if (connection?.isRunning) {
            connection.onChange(() => this._followConnection());
        }
        return super.setup(...arguments);
    },

    async intializeDataRelation() {
        await super.intializeDataRelation(...arguments);
        if (this.network.offline && this.connection?.isRunning) {
            this.connection.assumeOffline(); // opened without the server
        }
    },

    /** Stock calls itself online while its ping is on its way, which on a dead link is for minutes. */
    async checkConnectivity() {
        if (!this.connection?.isRunning) {
            return super.checkConnectivity(...arguments);
        }
        await this.connection.check();
        this._followConnection();
    },

    /** A record whose creation was sent without an answer may be there: stock would make it again. */
    execute(request) {
        const mayComeTwice = request.type === "create" && request.queue && !this.network.offline;
        const sent = mayComeTwice ? { ...request, queue: false } : request;
        return this.questions.watch(sent, () => super.execute(sent));
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
        const clear = () => new StockDatabase(db).clearButUnsent();
        const kept = await (this.indexedDB.inTurn ? this.indexedDB.inTurn(clear) : clear());
        const text = `Emptied, ${kept} unsent order(s) kept`;
        log("resetIndexedDB", text);
    },

    _followConnection() {
        const isOffline = this.connection.state.status === STATUS.OFFLINE;
        if (!this.network || isOffline === this.network.offline) {
            return;
        }
        this.network.offline = isOffline;
        clearTimeout(this.calmTimeout);
        if (!isOffline) {
            this.calmTimeout = setTimeout(() => (this.network.warningTriggered = false), CALM);
            this.flusher.now();
        }
    },

    /** What stock does when its ping is answered. */
    async _flush() {
        try {
            await this.syncData();
        } catch (error) {
            this.syncInProgress = false;
            log("flush", "Some changes wait", [error]);
        }
        window.dispatchEvent(new CustomEvent("pos-network-online"));
    },
});
