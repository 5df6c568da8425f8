import { patch } from "@web/core/utils/patch";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { PosData } from "@point_of_sale/app/services/data_service";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { openedSession } from "../../page/opened_session";
import { getPageInfo, isStoredPage } from "../../page/stored_page";

const log = makeLogger("DataService");

// Questions of a cashier that the worker may answer from its store; its `rpc_policy.js` says why.
const LOOK_UPS = [
    "res.partner/get_new_partner",
    "res.partner/search_read",
    "product.template/load_product_from_pos",
    "pos.preset/get_available_slots",
];
const RETRY_DELAY = 2000; // ms, as stock waits between two pings

/**
 * A page from the store means that the server did not answer: stock finds that out call by call,
 * and on a dead link each call hangs. Here the till starts as offline and asks afterwards.
 */
patch(PosData.prototype, {
    async initializeDeviceIdentifier() {
        this.network.offline ||= isStoredPage();
        return super.initializeDeviceIdentifier(...arguments);
    },

    async intializeDataRelation() {
        await super.intializeDataRelation(...arguments);
        if (isStoredPage()) {
            this.checkConnectivityTimeout = setTimeout(() => this.checkConnectivity(), RETRY_DELAY);
        }
    },

    /**
     * Stock opens with what it stored, whoever that was stored for: by its plain address a till meets
     * the second user of a browser with the name and the rights of the first. Have it read all anew.
     */
    async getCachedServerDataFromIndexedDB() {
        const stored = await super.getCachedServerDataFromIndexedDB(...arguments);
        const [owner] = stored["res.users"] || [];
        const info = getPageInfo();
        const isOn = info?.enabled && !info.switchedOff && !isStoredPage();
        if (isOn && owner && owner.id !== info.user) {
            odoo.from_backend = 1;
        }
        return isStoredPage() ? openedSession.withoutOldDate(stored) : stored;
    },

    /** The page may be of another session than all that there is of data: the data decide. */
    async loadInitialData() {
        const data = await super.loadInitialData(...arguments);
        openedSession.adopt(data);
        return data;
    },

    /** Stock reads these from its second copy when offline; without one, ask the worker. */
    async loadFieldsAndRelations() {
        const stored = await super.loadFieldsAndRelations(...arguments);
        return stored || this.orm.call("pos.session", "load_data_params", [odoo.pos_session_id]);
    },

    /** Stock refuses every call while offline, before it asks: look-ups get as far as the worker. */
    async execute(params) {
        const { type, model, method = type } = params;
        if (!this.network.offline || !LOOK_UPS.includes(`${model}/${method}`)) {
            return super.execute(...arguments);
        }
        this.network.offline = false; // stock looks at it once, before its first wait
        const answer = super.execute({ ...params, queue: false });
        this.network.offline = true;
        return answer;
    },

    /** Stock gives nothing back when offline; what is known is not lost because something is missing. */
    async missingRecursive(recordMap, idsMap, acc) {
        return this.network.offline && !acc ? recordMap : super.missingRecursive(...arguments);
    },

    /** Which orders the server still has is unknown without the server: none is deleted. */
    async checkAndDeleteMissingOrders() {
        try {
            return await super.checkAndDeleteMissingOrders(...arguments);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            log("checkAndDeleteMissingOrders", "No server to ask; all local orders are kept");
        }
    },

    /** Stock calls itself online while its ping is on its way, which on a dead link is always. */
    async checkConnectivity() {
        if (this.network.offline && isStoredPage() && !(await this.isServerThere())) {
            clearTimeout(this.checkConnectivityTimeout);
            this.checkConnectivityTimeout = setTimeout(() => this.checkConnectivity(), RETRY_DELAY);
            return;
        }
        return super.checkConnectivity(...arguments);
    },

    async isServerThere() {
        try {
            await rpc("/pos/ping", {}, { silent: true });
            return true;
        } catch (error) {
            return !(error instanceof ConnectionLostError);
        }
    },
});
