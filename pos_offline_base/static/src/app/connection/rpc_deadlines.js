import { ConnectionLostError } from "@web/core/network/rpc";
import { realClock } from "../lib/clock";

/** The answer did not come in time. Stock's callers treat it as the lost connection that it is to them. */
export class DeadlineError extends ConnectionLostError {
    /**
     * @param {string} url
     * @param {Promise|null} [late] settles if the answer comes after all; its `abort` gives it up
     */
    constructor(url, late = null) {
        super(url);
        this.late = late;
    }
}

/**
 * The requests that a sale or a screen waits for.
 *
 * `late`: the till goes on after the deadline whatever the server does, and the request stays open, as
 * its answer still says which orders the server has. `patient`: a read that may compute for long on a
 * server that is there; it is given up when the server does not even answer a ping. Everything else
 * on the list is given up at the deadline, and harmless to ask again. What is not listed is not
 * touched: of a write without a uuid nobody could say later whether it was done.
 *
 * @typedef {{late?: boolean, patient?: boolean}} Rule
 */
const PATIENT = { patient: true };
const RESERVE = 500; // ms of the deadline of a sale that are kept for drawing the receipt

/** @type {Record<string, Rule>} */
const RULES = {
    "pos.order/sync_from_ui": { late: true },
    "pos.order/action_pos_order_cancel": {},
    "pos.config/notify_synchronisation": {},
    "pos.config/read_config_open_orders": PATIENT,
    "pos.order/read_pos_orders": PATIENT,
    "pos.order/read_pos_data_uuid": PATIENT,
    "pos.order/search_paid_order_ids": PATIENT,
    "pos.order/get_preparation_change": PATIENT,
    "pos.order.line/get_existing_lots": PATIENT,
    "pos.preset/get_available_slots": PATIENT,
    "pos.session/get_pos_ui_product_pricelist_item_by_product": PATIENT,
    "product.product/search_read": PATIENT,
    "product.template/get_product_info_pos": PATIENT,
    "product.template/load_product_from_pos": PATIENT,
    "res.partner/get_new_partner": PATIENT,
    "res.partner/search_read": PATIENT,
};

/** @returns {Rule|null} */
export function ruleOf(url) {
    const [, model, method] = url.match(/^\/web\/dataset\/call_kw\/([\w.]+)\/(\w+)/) || [];
    return RULES[`${model}/${method}`] || (method === "read" ? PATIENT : null);
}

/** Gives RPCs the deadline that their rule says. */
export class RpcDeadlines {
    /**
     * @param {import("./connection_monitor").ConnectionMonitor} monitor whose deadline holds
     * @param {import("../lib/clock").Clock} [clock]
     */
    constructor(monitor, clock = realClock) {
        Object.assign(this, { monitor, clock });
        this._waiting = new Set();
        monitor.onChange(() => this._onChange());
    }

    /**
     * @param {string} url
     * @param {() => Promise} send as stock's `rpc`, with `abort`
     * @returns {Promise} with `abort`; rejects with DeadlineError when the answer does not come in time
     */
    bound(url, send) {
        const rule = ruleOf(url);
        const request = send();
        return rule ? this._bound(url, rule, request) : request;
    }

    _bound(url, rule, request) {
        const wait = { url, rule, request, started: this.clock.now() };
        const bounded = new Promise((resolve, reject) => {
            wait.reject = reject;
            request.then(resolve, reject).finally(() => this._end(wait));
        });
        this._waiting.add(wait);
        this._setTimer(wait);
        bounded.abort = (...args) => {
            this._end(wait);
            request.abort?.(...args);
        };
        return bounded;
    }

    _setTimer(wait) {
        const { deadline } = this.monitor;
        const delay = wait.rule.late ? Math.max(deadline - RESERVE, deadline / 2) : deadline;
        wait.timer = this.clock.setTimeout(() => this._onDeadline(wait), delay);
    }

    async _onDeadline(wait) {
        if (wait.rule.patient) {
            await this.monitor.check();
        } else {
            this.monitor.missed(wait.started);
        }
        if (!this._waiting.has(wait)) {
            return; // answered, or ended with the line
        }
        if (wait.rule.patient && !this.monitor.isOffline) {
            this._setTimer(wait);
        } else {
            this._giveUp(wait);
        }
    }

    /** The line was found dead: what still waits need not wait for its own deadline. */
    _onChange() {
        if (this.monitor.isOffline) {
            this._waiting.forEach((wait) => this._giveUp(wait));
        }
    }

    _giveUp(wait) {
        this._end(wait);
        if (wait.rule.late) {
            wait.reject(new DeadlineError(wait.url, wait.request));
        } else {
            wait.reject(new DeadlineError(wait.url));
            wait.request.abort?.(false);
        }
    }

    _end(wait) {
        this.clock.clearTimeout(wait.timer);
        this._waiting.delete(wait);
    }
}
