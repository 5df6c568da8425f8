import { markRaw } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { needsServer } from "./guarded_actions";
import { ResetGuard } from "./reset_guard";
import { ServerGate } from "./server_gate";

/** Stands before what may cost unsent work, and before what only the server can do. */
export class TillGuard {
    /**
     * @param {import("../status/sync_status_service").SyncStatus} status
     * @param {Object} dialog
     */
    constructor(status, dialog) {
        this.status = status;
        this.resetGuard = new ResetGuard(status, dialog);
        this.serverGate = new ServerGate(status, dialog);
    }

    /**
     * Ask before something that may cost what was not sent.
     *
     * @param {string} action a `GUARDED`
     * @returns {Promise<boolean>} true: nothing is at risk, or those who may have agreed
     */
    async ask(action) {
        if (!this.status.pos) {
            return true;
        }
        const isPossible = !needsServer(action) || (await this.needServer(action));
        return isPossible && this.resetGuard.ask(action);
    }

    /**
     * Ask before what only the server can do; while there is none, people are told what will happen.
     *
     * @param {string} need a `NEEDED`
     * @returns {Promise<boolean>} whether the server is there
     */
    async needServer(need) {
        return !this.status.pos || this.serverGate.ask(need);
    }
}

export const guardService = {
    dependencies: ["pos_sync_status", "dialog"],
    start(env, { pos_sync_status: status, dialog }) {
        return markRaw(new TillGuard(status, dialog));
    },
};

registry.category("services").add("pos_till_guard", guardService);
