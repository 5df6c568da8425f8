import { _t } from "@web/core/l10n/translation";
import { isGone } from "./server_ping";

export const LINE = Object.freeze({ ONLINE: "online", SLOW: "slow", OFFLINE: "offline" });

/**
 * How the connection to the server is, in words.
 *
 * @param {Object} [connection] state of the connection monitor; stock's own flag counts as well
 * @param {Object} pos the till's store
 * @returns {{status: string, title: string, advice: string, since: number|null}}
 */
export function getLine(connection, pos) {
    const isOffline = pos.data.network.offline || connection?.status === LINE.OFFLINE;
    const status = isOffline ? LINE.OFFLINE : connection?.status || LINE.ONLINE;
    const layer = status === LINE.OFFLINE ? connection?.layer : null;
    return { status, since: connection?.since || null, ...getWords(status, layer) };
}

/** @returns {boolean} as `isGone`; stock's own flag counts as well */
export function isServerGone(connection, pos) {
    const { status } = getLine(connection, pos);
    return isGone(status === LINE.OFFLINE, connection?.layer);
}

function getWords(status, layer) {
    if (status === LINE.ONLINE) {
        return { title: _t("Online."), advice: "" };
    }
    if (status === LINE.SLOW) {
        return { title: _t("The server answers slowly."), advice: _t("Keep selling.") };
    }
    return (
        {
            device: {
                title: _t("This device has no network."),
                advice: _t("Check the Wi-Fi or the cable. Keep selling meanwhile."),
            },
            refused: {
                title: _t("The server does not answer."),
                advice: _t("Keep selling. Tell your manager."),
            },
            proxy: {
                title: _t("Something in the network answers in the server's place."),
                advice: _t("A Wi-Fi may ask you to sign in. Keep selling meanwhile."),
            },
            odoo: {
                title: _t("The server has an error."),
                advice: _t("Keep selling. Tell your manager."),
            },
            session: {
                title: _t("You were signed out of the server."),
                advice: _t("Sign in again. Nothing is lost meanwhile."),
            },
        }[layer] || {
            title: _t("The server does not answer."),
            advice: _t("Keep selling. All is sent by itself when the connection is back."),
        }
    );
}
