import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { registry } from "@web/core/registry";
import { debounce } from "@web/core/utils/timing";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { SignedOutDialog } from "../components/signed_out_dialog/signed_out_dialog";
import { OrderSync } from "../delivery/order_sync";
import { completeSale, keepSoldAmounts } from "../paid/sold_lines";
import { markUnconfirmed } from "../paid/unconfirmed";
import { isSessionExpired, LAYER } from "../connection/probe";

/** Orders reach the server once, also over lines that lose or delay what is sent. */
patch(PosStore.prototype, {
    async setup() {
        const result = await super.setup(...arguments);
        const { connection, flusher } = this.data;
        if (!connection) {
            return result; // another page than a till, with services of its own
        }
        this.data.orderSync = markRaw(
            new OrderSync({ pos: this, monitor: connection, retry: () => flusher.later() })
        );
        this.data.orderGroup = markRaw(this.orderBatch.group);
        this.syncAllOrdersDebounced = debounce(() => this.flushOrders(), 100); // as stock's
        connection.deadline = (this.config.offline_deadline || 3) * 1000;
        connection.onChange(({ layer }) => layer === LAYER.SESSION && this.askToSignIn());
        return result;
    },

    async syncAllOrders(options = {}) {
        const { orderSync } = this.data;
        this._noteSale();
        if (!orderSync || this.data.network.offline) {
            return super.syncAllOrders(...arguments);
        }
        this._addPaidAhead();
        const only = options.throw && !options.orders && this._getValidated();
        try {
            if (only) {
                await orderSync.whenFree([only]);
            }
            return await super.syncAllOrders(only ? { ...options, orders: [only] } : options);
        } finally {
            orderSync.holdLate();
            if (only && this._hasPendingBeside(only)) {
                this.data.flusher.later();
            }
        }
    },

    /** The sale that is being validated is noted as soon as it counts as paid, once. */
    _noteSale() {
        const order = this.saleToNote && this._getValidated();
        if (order?.finalized) {
            this.saleToNote = false;
            this.data.paidLedger.add(order);
        }
    },

    /** A paid order is sent with all that its receipt shows, and with nothing else. */
    async preSyncAllOrders(orders) {
        orders.forEach((order) => completeSale(this, order));
        const result = await super.preSyncAllOrders(...arguments);
        orders.forEach((order) => keepSoldAmounts(this, order));
        return result;
    },

    /** What is sold is what the receipts show: the server takes other lines of its drafts off. */
    getSyncAllOrdersContext(orders) {
        const sold = orders.filter(({ uuid }) => this.data.paidLedger.has(uuid));
        const lines = sold.map((order) => [order.uuid, order.lines.map(({ uuid }) => uuid)]);
        const context = super.getSyncAllOrdersContext(...arguments);
        return lines.length
            ? { ...context, offline_sold_lines: Object.fromEntries(lines) }
            : context;
    },

    /** Send all that waits, once at a time: who asks while it is under way gets one more round. */
    async flushOrders() {
        this.flushWanted = true;
        if (this.isFlushing) {
            return;
        }
        this.isFlushing = true;
        try {
            while (this.flushWanted && !this.data.network.offline) {
                this.flushWanted = false;
                await this.syncAllOrders();
            }
            await this.owedSteps.sendAll();
        } finally {
            this.isFlushing = false;
        }
    },

    /** Say that the server wants the user to sign in again, once until he has. */
    askToSignIn() {
        if (!this.closeSignedOut) {
            const onClose = () => (this.closeSignedOut = null);
            this.closeSignedOut = this.dialog.add(SignedOutDialog, {}, { onClose });
        }
    },

    _getValidated() {
        const uuid = this.validatedUuid;
        return uuid && this.models["pos.order"].getBy("uuid", uuid);
    },

    _hasPendingBeside(order) {
        const { orderToCreate, orderToUpdate } = this.getPendingOrder();
        return [...orderToCreate, ...orderToUpdate].some((other) => other !== order);
    },

    /** Paid here, not confirmed there: the server has to be told again. */
    _addPaidAhead() {
        markUnconfirmed(this);
        for (const uuid of this.data.paidAhead) {
            const order = this.models["pos.order"].getBy("uuid", uuid);
            if (order) {
                this.addPendingOrder([order.id]);
            }
        }
        this.data.paidAhead.clear();
    },
});

/** The till has its own dialog for this, which does not end in reloading the page. */
function signedOutHandler(_env, _error, originalError) {
    return isSessionExpired(originalError);
}
registry
    .category("error_handlers")
    .add("pos-offline-signed-out", signedOutHandler, { sequence: 1 });
