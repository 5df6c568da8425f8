import { ConnectionLostError } from "@web/core/network/rpc";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { ServerNeededDialog } from "./server_needed_dialog/server_needed_dialog";
import { isServerGone } from "../connection/connection_texts";
import { withDeadline } from "../lib/deadline";

const MOMENT = 400; // ms; where the till knows that it is offline, nobody waits for a dead line

/** Stands before what only the server can do: while there is none it says so, instead of failing. */
export class ServerGate {
    /**
     * @param {import("../status/sync_status_service").SyncStatus} status
     * @param {Object} dialog
     */
    constructor(status, dialog) {
        this.status = status;
        this.dialog = dialog;
    }

    /**
     * @param {string} need a `NEEDED`
     * @returns {Promise<boolean>} whether the server is there, maybe by now
     */
    async ask(need) {
        return !(await this._isGone()) || this._tell({ need });
    }

    /**
     * Do what needs the server all along. If it goes meanwhile, that is told, and who waits until it is
     * back can try again.
     *
     * @param {string} need
     * @param {() => Promise} work
     * @param {Object} [options]
     * @param {boolean} [options.isBegun] something was entered, and may have reached the server
     */
    async run(need, work, { isBegun = false } = {}) {
        try {
            return await work();
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
        await this._isGone();
        return (await this._tell({ need, isBegun }))
            ? this.run(need, work, { isBegun })
            : undefined;
    }

    async _isGone() {
        const { pos, env } = this.status;
        const connection = env.services.pos_connection;
        if (connection?.isRunning) {
            const checking = connection.check();
            await (connection.isOffline ? withDeadline(checking, MOMENT) : checking);
        }
        return isServerGone(connection?.state, pos);
    }

    async _tell(props) {
        this.status.refresh();
        const answer = makeAwaitable(this.dialog, ServerNeededDialog, {
            ...props,
            status: this.status,
        });
        return (await answer) === true;
    }
}
