import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { LeftOutNotices } from "../errors/left_out_notices";
import { GUARDED, NEEDED } from "../guard/guarded_actions";
import { fillHollowOrders } from "../repairs/hollow_orders";
import { OrderBatch } from "../delivery/order_batch";
import { onConflict } from "../paid/conflict_actions";
import { markUnconfirmed } from "../paid/unconfirmed";
import { isPaidHere } from "../paid/paid_records";

// It must be there before the till starts: the first orders are sent during the start.
if (!PosStore.serviceDependencies.includes("pos_sync_status")) {
    PosStore.serviceDependencies.push("pos_sync_status");
}

patch(PosStore.prototype, {
    async setup(env, { pos_data }) {
        const status = env.services.pos_sync_status;
        const report = (progress) => (status.state.progress = progress);
        this.syncStatus = status;
        pos_data.opts.isUnsent = ({ id, uuid }) =>
            this.pendingOrder?.write.has(id) ||
            this.pendingOrder?.create.has(id) ||
            pos_data.paidLedger?.has(uuid);
        if (pos_data.paidLedger) {
            pos_data.paidLedger.changed = () => status.changed();
            pos_data.paidLedger.onConflict = (sale) => onConflict(this, sale);
        }
        this.orderBatch = markRaw(new OrderBatch(this, status.failures, report));
        this.leftOutNotices = markRaw(new LeftOutNotices(this));
        await super.setup(...arguments);
        status.attach(this);
    },

    /** Paid here while the server was gone, an open order there: stock waits for nothing more. */
    async afterProcessServerData() {
        const { paidLedger } = this.data;
        const isUnsentSale = (order) =>
            order.state === "paid" && (isPaidHere(order) || order.isUnsyncedPaid);
        const unsent = this.models["pos.order"].filter(isUnsentSale);
        unsent.filter(({ uuid }) => !paidLedger.has(uuid)).forEach((each) => paidLedger.add(each));
        markUnconfirmed(this);
        await fillHollowOrders(this, this.models["pos.order"].getAll());
        return super.afterProcessServerData(...arguments);
    },

    async syncAllOrders(options = {}) {
        try {
            return await this.orderBatch.send((each) => super.syncAllOrders(each), options);
        } finally {
            this.syncStatus.changed();
        }
    },

    async preSyncAllOrders(orders) {
        this.leftOutNotices.expect(orders);
        return super.preSyncAllOrders(...arguments);
    },

    async postSyncAllOrders(orders) {
        this.leftOutNotices.tell(orders);
        return super.postSyncAllOrders(...arguments);
    },

    getOrderIdsToDelete() {
        return this.orderBatch.isSending ? [] : super.getOrderIdsToDelete(...arguments);
    },

    addPendingOrder(orderIds, remove = false) {
        this.syncStatus.changed();
        if (!remove) {
            return super.addPendingOrder(...arguments);
        }
        // Of several, stock remembers the first one only.
        return orderIds.every((id) => super.addPendingOrder([id], true));
    },

    removePendingOrder() {
        this.syncStatus.changed();
        return super.removePendingOrder(...arguments);
    },

    clearPendingOrder() {
        this.syncStatus.changed();
        return super.clearPendingOrder(...arguments);
    },

    async reloadData() {
        if (await this.syncStatus.guard(GUARDED.RELOAD)) {
            return super.reloadData(...arguments);
        }
    },

    async closeSession() {
        if (await this.syncStatus.guard(GUARDED.CLOSE)) {
            const close = () => super.closeSession(...arguments);
            return this.syncStatus.serverGate.run(NEEDED.CLOSE, close);
        }
    },

    /** Another tab of this till that takes over has the same orders: nothing is left behind. */
    async closePos() {
        const isTakenOver = window.event?.type === "storage";
        if (isTakenOver || (await this.syncStatus.guard(GUARDED.LEAVE))) {
            return super.closePos(...arguments);
        }
        this._openAgain();
    },

    /** Who has left stock's question for the cash at the opening, and cannot go, is asked again. */
    _openAgain() {
        if (this.router.state.current === "ProductScreen") {
            this.openOpeningControl();
        }
    },

    async editProduct() {
        if (await this.syncStatus.needServer(NEEDED.PRODUCT)) {
            return super.editProduct(...arguments);
        }
    },

    async orderDetails() {
        if (await this.syncStatus.needServer(NEEDED.DETAILS)) {
            return super.orderDetails(...arguments);
        }
    },
});
