import { browser } from "@web/core/browser/browser";
import { effect } from "@web/core/utils/reactive";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { getPageInfo } from "@pos_offline_base/app/lib/page_info";
import { whenIdle } from "@pos_offline_base/app/lib/when_idle";
import { Heartbeat } from "./heartbeat";
import { OutageLog } from "./outage_log";
import { sendReport } from "./report_transport";
import { TillReport } from "./till_report";
import { TillToken } from "./till_token";

/**
 * Report from now on, for a till that has started.
 *
 * @param {Object} pos the till's store
 * @param {Object} [options] what a test replaces
 * @returns {Heartbeat|null} null where the register does not want it
 */
export function startHeartbeat(
    pos,
    {
        info = getPageInfo(),
        clock = realClock,
        idle = whenIdle,
        send = sendReport,
        storage = browser.navigator.storage,
    } = {}
) {
    if (!info || !pos.config.offline_monitor_enabled) {
        return null;
    }
    const { pos_connection: monitor, pos_offline_store: store } = pos.env.services;
    const outages = new OutageLog(store, clock);
    const token = new TillToken(store);
    const till = new TillReport(pos, { info, monitor, token, clock, storage });
    const heard = { failed: 0, pending: 0 }; // as the server has it
    const heartbeat = new Heartbeat({
        clock,
        idle,
        isOffline: () => monitor.isOffline,
        tick: () => outages.tick(),
        report: () => report({ pos, till, outages, heard, send, clock }),
    });
    outages.load().then(() => heartbeat.start());
    followConnection(monitor, outages, heartbeat);
    followFailures(pos.syncStatus.state, heard, heartbeat);
    till.follow(() => heartbeat.soon());
    if (pos.data.paidLedger) {
        pos.data.paidLedger.onConfirmed = (sale) => till.confirm(sale);
    }
    return heartbeat;
}

async function report({ pos, till, outages, heard, send, clock }) {
    const told = outages.list();
    const { failed, pending } = pos.syncStatus.state;
    const answer = await send(pos.config.id, await till.build(told), clock);
    if (answer.status === "kept") {
        outages.forget(told);
        Object.assign(heard, { failed, pending });
    }
    return answer;
}

function followConnection(monitor, outages, heartbeat) {
    const follow = (state) => {
        if (outages.follow(state, monitor.isOffline)) {
            heartbeat.soon();
        }
    };
    monitor.onChange(follow);
    follow(monitor.state); // a till may have started offline
}

/** Something is refused, or all that waited has arrived: told at once. A usual sale is no news. */
function followFailures(state, heard, heartbeat) {
    effect(
        ({ failed, pending }) => {
            if (failed !== heard.failed || (heard.pending && !pending)) {
                heartbeat.soon();
            }
        },
        [state]
    );
}
