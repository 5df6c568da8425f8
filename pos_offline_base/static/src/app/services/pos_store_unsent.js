import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";

/** What was changed here and read since is sent as if it had not been read, and nothing else is. */
patch(PosStore.prototype, {
    async setup(env, { pos_data: data }) {
        if (data.unsent) {
            data.unsent.onKept = (order) => this.addUnsent(order);
            Object.assign(data.unsentJournal, {
                isPending: ({ id }) =>
                    this.pendingOrder?.create.has(id) || this.pendingOrder?.write.has(id),
                isSending: ({ uuid }) => Boolean(data.orderSync?.isSending(uuid)),
            });
        }
        return super.setup(...arguments);
    },

    /** What was unsent when the page went is to be sent, before anything else is read. */
    async afterProcessServerData() {
        for (const order of this.data.unsentAtStart || []) {
            order.isSynced ? this.addUnsent(order) : this.addPendingOrder([order.id]);
        }
        return super.afterProcessServerData(...arguments);
    },

    addPendingOrder(ids) {
        const result = super.addPendingOrder(...arguments);
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

    /** The server keeps its own values of what this till has not changed. */
    getSyncAllOrdersContext(orders) {
        const context = super.getSyncAllOrdersContext(...arguments);
        const drafts = orders.filter((order) => order.isSynced && order.state === "draft");
        const changes = this.data.unsent?.changesOf(drafts) || {};
        return Object.keys(changes).length ? { ...context, offline_changes: changes } : context;
    },
});
