import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { withoutCancelled } from "../cancel/cancellations";
import { STATUS } from "../connection/connection_monitor";
import { Flusher } from "../delivery/flusher";
import { withOwnTickets } from "../kitchen/kitchen_state";
import { OtherSaleError } from "../paid/other_sale_error";
import { PaidLedger } from "../paid/paid_ledger";
import { withoutReopened } from "../paid/paid_guard";
import { restoreSales } from "../paid/restore_sales";
import { withSoldTaxes } from "../paid/sold_taxes";
import { keepRefundsApart, loadWithRefunds } from "../repairs/refunds";
import { withOwnRegister } from "../repairs/trusted_registers";
import { loadWithUnsaved } from "../repairs/unsaved_children";
import { UnsentGuard } from "../unsent/unsent_guard";
import { UnsentJournal } from "../unsent/unsent_journal";

const CONSOLE_COLOR = "#28ffeb";
const CALM = 30000; // ms online after which the next outage is a new one, and is announced again
// Whose answers say what the server has of orders.
const TELL_OF_ORDERS = new Set(["sync_from_ui", "read_pos_data_uuid", "read_pos_orders"]);
// Also what is asked for without `call`.
const OPEN_ORDERS = new Set([...TELL_OF_ORDERS, "read_config_open_orders"]);

PosData.serviceDependencies.push("pos_connection");

/** The connection monitor says whether the till is offline; stock's own pings are not needed. */
patch(PosData.prototype, {
    async setup(env, { pos_connection: connection }) {
        this.connection = connection;
        this.paidLedger = markRaw(new PaidLedger());
        this.paidAhead = new Set(); // uuids of paid orders that the server still calls drafts
        this.flusher = markRaw(
            new Flusher({
                flush: () => this._flush(),
                mayFlush: () => !this.network.offline,
            })
        );
        if (this.connection?.isRunning) {
            this.connection.onChange(() => this._followConnection());
        }
        return super.setup(...arguments);
    },

    async intializeDataRelation() {
        await super.intializeDataRelation(...arguments);
        await restoreSales(this);
        if (this.network.offline && this.connection?.isRunning) {
            this.connection.assumeOffline(); // opened without the server
        }
    },

    /** Stock calls itself online while its ping is on its way, which on a dead link is for minutes. */
    async checkConnectivity() {
        if (!this.connection?.isRunning) {
            return super.checkConnectivity(...arguments);
        }
        await this.connection.check();
        this._followConnection();
    },

    async initData() {
        await this.paidLedger.load(this.offlineStore);
        this.unsent = markRaw(new UnsentGuard(this.models));
        this.unsentJournal = markRaw(new UnsentJournal(this.models, this.unsent.known));
        await this.unsentJournal.load(this.offlineStore);
        this._guardRecords();
        keepRefundsApart(this.models);
        return super.initData(...arguments);
    },

    async call(model, method, args, ...rest) {
        if (!TELL_OF_ORDERS.has(method)) {
            return super.call(...arguments);
        }
        const isSending = method === "sync_from_ui";
        const send = (each) => {
            isSending && this._ordersOf(each[0]).forEach((order) => this.unsent.noteSent(order));
            return super.call(model, method, each, ...rest);
        };
        const [values, ...others] = isSending ? args[0] : [];
        const isOne = this.orderSync && values && !others.length;
        const answer = await (isOne ? this._sendOrder(values, args, send) : send(args));
        const error = this.hearOfSales(answer).find(({ uuid }) => isOne && uuid === values.uuid);
        if (error) {
            throw error;
        }
        return answer;
    },

    /** Whoever asks: what the server says of open orders is its word when it is loaded. */
    async execute({ method }) {
        const answer = await super.execute(...arguments);
        if (OPEN_ORDERS.has(method)) {
            this.unsent?.hear(answer?.dynamic_records || answer);
        }
        return answer;
    },

    _ordersOf(sent) {
        const orders = sent.map(({ uuid }) => this.models["pos.order"].getBy("uuid", uuid));
        return orders.filter(Boolean);
    },

    /**
     * Take what the server says of orders: sales that it has are confirmed, removals that it has done
     * are not asked for again.
     *
     * @param {Object<string, Object[]>} answer records by model
     * @returns {OtherSaleError[]} one for each sale instead of which it has something else
     */
    hearOfSales(answer) {
        this.unsent.hear(answer);
        return this.paidLedger.hear(answer).map(({ sale, word }) => {
            const error = new OtherSaleError(sale, word, answer, this.models);
            this.paidLedger.setConflict(sale.uuid, error.conflict);
            return error;
        });
    },

    _sendOrder(values, args, send) {
        const answer = this.orderGroup?.take(values);
        return answer || this.orderSync.send(values, (sent) => send([[sent], ...args.slice(1)]));
    },

    /**
     * Wherever records come from, none reopens a paid order or changes what was sold, none undoes what
     * the server has still to be told, and none parts a sale and its refund, or an order and what it has
     * only here.
     */
    _guardRecords() {
        const { models } = this;
        for (const name of ["loadConnectedData", "connectNewData"]) {
            const stock = models[name].bind(models);
            models[name] = (records, ...rest) => {
                const load = (each) => loadWithUnsaved(each, (all) => stock(all, ...rest));
                const answers = this.unsent.answersIn(records); // the guards below make copies
                const own = withOwnRegister(models, records);
                const open = withoutCancelled(models, own, this.cancellations);
                const sold = withSoldTaxes(models, withOwnTickets(models, open));
                const { data, refused } = withoutReopened(models, sold, this.paidLedger);
                refused.forEach((order) => this._onRefused(order));
                return loadWithRefunds(models, data, (each) =>
                    this.unsent.load(each, answers, load)
                );
            };
        }
    },

    _onRefused(order) {
        order._dirty = true;
        this.paidAhead.add(order.uuid);
        logPosMessage("DataService", "guardPaid", "A paid order stays paid", CONSOLE_COLOR);
    },

    _followConnection() {
        const isOffline = this.connection.state.status === STATUS.OFFLINE;
        if (!this.network || isOffline === this.network.offline) {
            return;
        }
        this.network.offline = isOffline;
        clearTimeout(this.calmTimeout);
        if (!isOffline) {
            this.calmTimeout = setTimeout(() => (this.network.warningTriggered = false), CALM);
            this.flusher.now();
        }
    },

    /** What stock does when its ping is answered. */
    async _flush() {
        try {
            await this.syncData();
        } catch (error) {
            this.syncInProgress = false;
            logPosMessage("DataService", "flush", "Some changes wait", CONSOLE_COLOR, [error]);
        }
        window.dispatchEvent(new CustomEvent("pos-network-online"));
    },
});
