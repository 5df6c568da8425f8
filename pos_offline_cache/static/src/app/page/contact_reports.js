import { browser } from "@web/core/browser/browser";
import { STATUS } from "@pos_offline_base/app/connection/connection_monitor";
import { LAYER } from "@pos_offline_base/app/connection/server_ping";

const EVERY = 30 * 60000; // ms; a stored page may be as old as days

/**
 * Tells the worker that the server still knows this till's user, or does not any more. A till may stay
 * open for weeks and make no request that passes the worker: its stored page must not grow old.
 */
export class ContactReports {
    /**
     * @param {Object} parts
     * @param {import("@pos_offline_base/app/connection/connection_monitor").ConnectionMonitor} parts.connection
     *  asks the server whether the session is alive
     * @param {import("./worker_client").WorkerClient} parts.client
     * @param {number} parts.user whose till this is
     * @param {() => Promise<void>} parts.onReturn called when the user has signed in again
     */
    constructor({ connection, client, user, onReturn }) {
        this.connection = connection;
        this.client = client;
        this.user = user;
        this.onReturn = onReturn;
        this._isSignedOut = false;
    }

    start() {
        this.connection.onChange(() => this._tell());
        this._look();
    }

    /** Have the server asked, as the last answer may be of long ago. */
    async _look() {
        browser.clearTimeout(this._timer);
        this._timer = browser.setTimeout(() => this._look(), EVERY);
        await this.connection.check();
        await this._tell();
    }

    async _tell() {
        const { status, layer } = this.connection.state;
        try {
            if (layer === LAYER.SESSION) {
                this._isSignedOut = true;
                await this.client.ask("SIGNED_OUT", { user: this.user });
            } else if (status !== STATUS.OFFLINE) {
                await this._tellContact();
            }
        } catch {
            // The worker is ending, or there is none: the next report is soon enough.
        }
    }

    async _tellContact() {
        if (this._isSignedOut) {
            this._isSignedOut = false;
            await this.onReturn();
        }
        if (!(await this.client.getNext())) {
            await this.client.ask("CONTACT", { user: this.user }); // one that is to end is left alone
        }
    }
}
