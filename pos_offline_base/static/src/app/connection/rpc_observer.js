import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { realClock } from "../lib/clock";
import { isSessionExpired } from "./server_ping";

const OVERDUE = 1000; // ms after which a request without answer is a reason to ping

// A service worker may answer reads from its store. These only the server can have answered.
const PROOF =
    /\/(sync_from_ui|create|write|unlink|web_save|notify_synchronisation|read_config_open_orders|read_pos_orders|search_paid_order_ids|action_\w+)$/;

/** Tells the monitor what the till's own requests saw, so that it need not ask as well. */
export class RpcObserver {
    /**
     * @param {EventTarget} bus `rpcBus`
     * @param {import("./connection_monitor").ConnectionMonitor} monitor
     * @param {import("../lib/clock").Clock} [clock]
     */
    constructor(bus, monitor, clock = realClock) {
        Object.assign(this, { bus, monitor, clock });
        this._pending = new Map();
        this._onRequest = ({ detail }) => this._sent(detail);
        this._onResponse = ({ detail }) => this._ended(detail);
    }

    start() {
        this.bus.addEventListener("RPC:REQUEST", this._onRequest);
        this.bus.addEventListener("RPC:RESPONSE", this._onResponse);
    }

    stop() {
        this.bus.removeEventListener("RPC:REQUEST", this._onRequest);
        this.bus.removeEventListener("RPC:RESPONSE", this._onResponse);
        this._pending.forEach(({ timer }) => this.clock.clearTimeout(timer));
        this._pending.clear();
    }

    _sent({ data, url }) {
        if (url.startsWith("/")) {
            const timer = this.clock.setTimeout(() => this.monitor.suspect(), OVERDUE);
            this._pending.set(data.id, { url, timer });
        }
    }

    _ended({ data, error }) {
        const request = this._pending.get(data.id);
        if (!request) {
            return; // of a printer or another machine, or from before the watch
        }
        this._pending.delete(data.id);
        this.clock.clearTimeout(request.timer);
        if (error instanceof ConnectionLostError) {
            this.monitor.suspect();
        } else if (isSessionExpired(error)) {
            this.monitor.expired();
        } else if (error instanceof RPCError || (!error && PROOF.test(request.url))) {
            this.monitor.answered();
        }
    }
}
