import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { cancelLater } from "../../cancel/cancellations";
import { describeOrders, prepareToSend, sendDue } from "../../delivery/sending";
import { prepareDelivery, startDelivery } from "../../delivery/start_delivery";
import { isPaidHere } from "../../paid/paid_records";
import { hasWaiting, markUnconfirmed } from "../../paid/unconfirmed";
import { fillHollowOrders } from "../../repairs/hollow_orders";

/** Orders reach the server once, also over lines that lose or delay what is sent. */
patch(PosStore.prototype, {
    async setup(env, { pos_data }) {
        prepareDelivery(this, env.services, pos_data);
        await super.setup(...arguments);
        await startDelivery(this);
    },

    /**
     * What was unsent when the page went is to be sent, before anything else is read. Paid here while
     * the server was gone, an open order there: stock waits for nothing more.
     */
    async afterProcessServerData() {
        const { paidLedger, unsentAtStart } = this.data;
        for (const order of unsentAtStart || []) {
            order.isSynced ? this.addUnsent(order) : this.addPendingOrder([order.id]);
        }
        const isUnsentSale = (order) =>
            order.state === "paid" && (isPaidHere(order) || order.isUnsyncedPaid);
        const unsent = this.models["pos.order"].filter(isUnsentSale);
        unsent.filter(({ uuid }) => !paidLedger.has(uuid)).forEach((each) => paidLedger.add(each));
        markUnconfirmed(this);
        await fillHollowOrders(this, this.models["pos.order"].getAll());
        return super.afterProcessServerData(...arguments);
    },

    async syncAllOrders(options = {}) {
        return sendDue(this, options, (each) => super.syncAllOrders(each));
    },

    async preSyncAllOrders(orders) {
        return prepareToSend(this, orders, () => super.preSyncAllOrders(...arguments));
    },

    async postSyncAllOrders(orders) {
        this.leftOutNotices.tell(orders);
        return super.postSyncAllOrders(...arguments);
    },

    getSyncAllOrdersContext(orders) {
        const context = super.getSyncAllOrdersContext(...arguments);
        return { ...context, ...describeOrders(this.data, orders) };
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
                await this.owedSteps.sendAll();
            }
        } finally {
            this.isFlushing = false;
            if (hasWaiting(this)) {
                this.data.flusher.later(); // whatever kept it back: no sale waits for a reload
            }
        }
    },

    getOrderIdsToDelete() {
        return this.orderBatch.isSending ? [] : super.getOrderIdsToDelete(...arguments);
    },

    /** Of several to remove, stock remembers the first one only. */
    addPendingOrder(ids, remove = false) {
        this.syncStatus.changed();
        const result = remove
            ? ids.every((id) => super.addPendingOrder([id], true))
            : super.addPendingOrder(...arguments);
        ids.forEach((id) => this.data.unsentJournal?.touch(this.models["pos.order"].get(id)));
        return result;
    },

    /** The order has something unsent. Money that is being taken goes with the sale, not before it. */
    addUnsent(order) {
        const isPaying = order.payment_ids.some((payment) => !payment.isSynced);
        if (order.isSynced && !isPaying && this.pendingOrder) {
            this.addPendingOrder([order.id]);
        }
    },

    removePendingOrder() {
        this.syncStatus.changed();
        return super.removePendingOrder(...arguments);
    },

    clearPendingOrder() {
        this.syncStatus.changed();
        return super.clearPendingOrder(...arguments);
    },

    /** Stock remembers in memory only what the server has to cancel, as of a table that is released. */
    removeOrder(order) {
        const { id } = order;
        if (order.isSynced && !order.finalized) {
            this.data.cancellations?.remember(order);
        }
        const result = super.removeOrder(...arguments);
        if (this.data.network.offline && this.pendingOrder.delete.has(id)) {
            cancelLater(this, id);
        }
        return result;
    },

    /** Stock prints no ticket of a saved order while it is offline; the printers are there. */
    async sendOrderInPreparationUpdateLastChange(order, opts) {
        const { network } = this.data;
        const { offline, warningTriggered } = network;
        try {
            return await super.sendOrderInPreparationUpdateLastChange(...arguments);
        } catch (error) {
            if (!offline || !(error instanceof ConnectionLostError)) {
                throw error;
            }
            network.warningTriggered = warningTriggered; // stock has the next request tell it again
            this.addPendingOrder([order.id]);
            return this.checkPreparationStateAndSentOrderInPreparation(order, opts);
        }
    },
});
