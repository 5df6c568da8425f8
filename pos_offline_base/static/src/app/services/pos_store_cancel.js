import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";

patch(PosStore.prototype, {
    /** Stock remembers in memory only what the server has to cancel, as of a table that is released. */
    removeOrder(order) {
        const { id } = order;
        if (order.isSynced && !order.finalized) {
            this.data.cancellations?.remember(order);
        }
        const result = super.removeOrder(...arguments);
        if (this.data.network.offline && this.pendingOrder.delete.has(id)) {
            this._cancelLater(id);
        }
        return result;
    },

    async _cancelLater(id) {
        const { cancellations, models } = this.data;
        const facts = cancellations?.getFacts([id], models);
        if (facts) {
            await cancellations.add(facts).then(
                () => this.pendingOrder.delete.delete(id),
                () => {} // not on the disk: it stays in memory, as with stock
            );
        }
    },
});
