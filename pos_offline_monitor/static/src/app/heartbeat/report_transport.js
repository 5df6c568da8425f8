import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const MODEL = "pos.config";
const METHOD = "report_offline_till";
const DEADLINE = 10000; // ms

/**
 * Bring a report to the server, within a bound. By a request of its own (`xhr`): what the till thinks
 * of its connection does not hang on a report that takes long.
 *
 * @param {number} config id of the point of sale
 * @param {Object} report
 * @param {import("@pos_offline_base/app/lib/clock").Clock} clock
 * @param {typeof rpc} [send]
 * @returns {Promise<Object>} the server's answer
 */
export async function sendReport(config, report, clock, send = rpc) {
    const xhr = new browser.XMLHttpRequest();
    const params = {
        model: MODEL,
        method: METHOD,
        args: [[config], report],
        kwargs: { context: user.context },
    };
    const url = `/web/dataset/call_kw/${MODEL}/${METHOD}`;
    const request = send(url, params, { xhr, silent: true });
    return withDeadline(request, DEADLINE, () => giveUp(request, url), clock);
}

function giveUp(request, url) {
    request.abort?.(false);
    throw new ConnectionLostError(url);
}
