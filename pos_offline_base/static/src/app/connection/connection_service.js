import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { rpc, rpcBus } from "@web/core/network/rpc";
import { ConnectionMonitor } from "./connection_monitor";
import { getPageInfo } from "../lib/page_info";
import { ServerPing } from "./server_ping";
import { RpcDeadlines } from "./rpc_deadlines";
import { RpcObserver } from "./rpc_observer";

/** Set by `start_connection.js` in a till, and not in unit tests, which have no server to ping. */
export const connectionOptions = { watch: false };

let deadlines = null;

patch(rpc, {
    _rpc(url, params, settings) {
        const send = () => super._rpc(url, params, settings);
        return deadlines && !settings?.xhr ? deadlines.bound(url, send) : send();
    },
});

/**
 * The way from Validate to the receipt begins: see RpcDeadlines.
 *
 * @returns {() => void} that ends it
 */
export function beginSale() {
    return deadlines?.beginSale() || (() => {});
}

/** The till's connection: `state`, `check()`, `onChange(callback)`; see ConnectionMonitor. */
export const connectionService = {
    start() {
        const probe = new ServerPing({ user: getPageInfo()?.user });
        const ping = (signal) => probe.ask(signal, monitor.isOffline);
        const monitor = new ConnectionMonitor({ ping });
        if (connectionOptions.watch) {
            deadlines = new RpcDeadlines(monitor);
            new RpcObserver(rpcBus, monitor).start();
            listen(monitor);
            monitor.start();
        }
        return monitor;
    },
};

/** What the browser says of its network is a reason to look, not to believe. */
function listen(monitor) {
    for (const event of ["online", "offline", "pageshow"]) {
        window.addEventListener(event, () => monitor.suspect());
    }
    const { document } = window;
    const look = () => monitor.setHidden(document.visibilityState === "hidden");
    document.addEventListener("visibilitychange", look);
}

registry.category("services").add("pos_connection", connectionService);
