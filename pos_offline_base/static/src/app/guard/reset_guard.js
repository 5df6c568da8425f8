import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { ResetGuardDialog } from "./reset_guard_dialog/reset_guard_dialog";
import { destroysLocalData } from "./guarded_actions";
import { withDeadline } from "../lib/deadline";

const QUIET = 700; // ms; a till that sends its last order at once shows no dialog
const REASON = "confirmed by a manager, a file was saved";

/** Stands before what would cost unsent work: sends it first, else asks those who may decide. */
export class ResetGuard {
    /**
     * @param {import("../status/sync_status_service").SyncStatus} status
     * @param {Object} dialog
     */
    constructor(status, dialog) {
        this.status = status;
        this.dialog = dialog;
        this.agreed = "";
    }

    /**
     * @param {string} action a `GUARDED`
     * @returns {Promise<boolean>}
     */
    async ask(action) {
        const atRisk = this.status.read(action);
        if (!atRisk.length || this._isAgreed(action, atRisk)) {
            return true;
        }
        const sending = this.status.settle(action);
        const left = await withDeadline(sending, QUIET);
        return left?.length === 0 || this._askPeople(action, sending);
    }

    async _askPeople(action, sending) {
        const answer = await makeAwaitable(this.dialog, ResetGuardDialog, {
            action,
            sending,
            status: this.status,
            isManager: this.isManager,
        });
        if (answer !== true) {
            return false;
        }
        const items = this.status.read(action);
        this.agreed = key(action, items);
        if (items.length && destroysLocalData(action)) {
            this.status.export(action);
            await this.status.discard(items, REASON);
        }
        return true;
    }

    /** As the till itself knows it: the employee's role with pos_hr, else the user's. */
    get isManager() {
        return this.status.pos.getCashier()?._role === "manager";
    }

    /** Closing asks twice, before and after the cash is counted: the same answer holds. */
    _isAgreed(action, items) {
        return !destroysLocalData(action) && this.agreed === key(action, items);
    }
}

const key = (action, items) => [action, ...items.map(({ id }) => id)].join();
