import { registry } from "@web/core/registry";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { STATUS } from "./connection_constants";

const QUIET = 30000; // ms in which the same is not told twice
let lastTold = -Infinity;

/**
 * A lost connection is told by the mark and the banner, and nothing modal comes over a receipt; stock
 * opens a dialog, and the web client a notice, at the first request that finds it out. Where only one
 * answer was lost, whoever waits for it is told so.
 *
 * An error without an address is of nobody who asked the server: unless the till is known to be
 * offline, it is stock's to tell, as it is where our monitor does not run.
 */
export function lostConnectionHandler(env, _error, originalError) {
    const connection = env.services.pos_connection;
    const isOurs = connection?.isRunning && (originalError?.url || connection.isOffline);
    if (!(originalError instanceof ConnectionLostError) || !isOurs) {
        return false;
    }
    tellOfLostAnswer(env, connection);
    return true;
}

async function tellOfLostAnswer({ services }, connection) {
    const status = connection.isOffline ? STATUS.OFFLINE : await connection.check();
    const now = Date.now();
    if (status !== STATUS.OFFLINE && now - lastTold > QUIET) {
        lastTold = now;
        services.notification.add(
            _t("The server did not answer. Try again; sales are kept here."),
            {
                type: "warning",
            }
        );
    }
}

registry
    .category("error_handlers")
    .add("pos-offline-lost-connection", lostConnectionHandler, { sequence: 2 });
