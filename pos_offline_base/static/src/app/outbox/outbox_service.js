import { markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { CrossTabMutex } from "../lib/cross_tab_mutex";
import { Outbox } from "./outbox";
import { OutboxJournal } from "./journal";
import { OutboxTransport } from "./transport";
import { getPageInfo } from "../lib/page_info";
import { TabLeader } from "./tab_leader";

/** The connection as the outbox wants it: the monitor's where there is one, else stock's own flag. */
export function makeConnection(pos, monitor) {
    return {
        get isOffline() {
            return pos.data.network.offline;
        },
        onChange(callback) {
            window.addEventListener("pos-network-online", callback);
            const unsubscribe = monitor?.onChange(callback);
            return () => {
                window.removeEventListener("pos-network-online", callback);
                unsubscribe?.();
            };
        },
    };
}

function makeOutbox(store, name, user) {
    const { locks } = browser.navigator; // none without https
    const channel = new browser.BroadcastChannel(name);
    return new Outbox({
        journal: new OutboxJournal(store, new CrossTabMutex(`${name}.journal`, { locks })),
        leader: new TabLeader(`${name}.leader`, { locks, channel }),
        channel,
        user,
    });
}

/**
 * Begin to send, for a till that has started.
 *
 * @param {Outbox} outbox
 * @param {Object} pos the till's store
 */
export function startOutbox(outbox, pos) {
    const info = getPageInfo();
    if (info) {
        const monitor = pos.env.services.pos_connection;
        outbox.start({
            transport: new OutboxTransport(pos.config.id),
            connection: makeConnection(pos, monitor),
            identity: () => ({ database: info.database, device: pos.device.identifier }),
        });
        followManagers(outbox, pos);
    }
}

/** What a manager solved on the server is asked for again: at once, and after a time away. */
function followManagers(outbox, pos) {
    pos.data.connectWebSocket("POS_OFFLINE_OPERATIONS", ({ uuids }) => outbox.recheck(uuids));
    if (!pos.data.network.offline) {
        outbox.load().then(
            () => outbox.recheck(),
            () => {} // the store's health says what is wrong
        );
    }
}

/** The till's outbox; outside of a till's page it takes nothing. */
export const outboxService = {
    dependencies: ["pos_offline_store"],
    start(env, { pos_offline_store: store }) {
        const info = getPageInfo();
        const name = `pos-outbox.${info?.database}.${info?.config}`;
        const outbox = makeOutbox(store, name, info?.user);
        if (info) {
            outbox.load().catch(() => {}); // the store's health says what is wrong
        }
        return markRaw(outbox);
    },
};

registry.category("services").add("pos_outbox", outboxService);
