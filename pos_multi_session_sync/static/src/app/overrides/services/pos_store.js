import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { NEEDED } from "@pos_offline_base/app/guard/guarded_actions";
import { SendOrderPopup } from "../../send/send_order_popup/send_order_popup";
import { isHiddenOrder, isMakingHidden } from "../../receive/hidden_orders";
import { SyncInbox } from "../../transfers/sync_inbox/sync_inbox";
import { followMerging } from "../../integrations/sync_merging";
import { SyncNotices } from "../../transfers/sync_notices";
import { SyncOrders } from "../../send/sync_orders";

patch(PosStore.prototype, {
    async setup(env) {
        await super.setup(...arguments);
        const { is_sync_sender: isSender, is_sync_receiver: isReceiver } = this.config;
        if (isSender || isReceiver) {
            this._startSyncOrders(env.services);
        }
    },

    /** The till is shown before it has read what is on its disk. */
    _startSyncOrders({ pos_outbox, pos_offline_store, orm, notification, bus_service }) {
        const notices = new SyncNotices({ notification, ring: () => this.ringForOrders() });
        const services = { outbox: pos_outbox, store: pos_offline_store, orm, notices };
        this.syncOrders = markRaw(new SyncOrders(this, services));
        this.syncOrders.start(bus_service);
        followMerging(this);
    },

    ringForOrders() {
        if (this.config.sync_sound) {
            this.sound.play("bell");
        }
    },

    /** Open the popup that sends an order to another till. */
    async sendOrderAway(order = this.getOrder()) {
        await this.syncOrders.ready;
        this.dialog.add(SendOrderPopup, { order });
    },

    async openSyncInbox() {
        await this.syncOrders.ready;
        this.dialog.add(SyncInbox, {});
    },

    /** Whoever deletes an order of another till gives it back. */
    removeOrder(order) {
        if (order?.sync_transfer_uuid && !order.finalized) {
            this.syncOrders?.receiver.onDeleted(order, _t("Deleted on the till").toString());
        }
        return super.removeOrder(...arguments);
    },

    getOpenOrders() {
        return super.getOpenOrders(...arguments).filter((order) => !isHiddenOrder(order));
    },

    setNextOrderRefs() {
        return isMakingHidden() ? undefined : super.setNextOrderRefs(...arguments);
    },

    selectPreset(preset, order) {
        return isMakingHidden()
            ? preset && order.setPreset(preset)
            : super.selectPreset(...arguments);
    },

    async preSyncAllOrders(orders) {
        await this.syncOrders?.ready;
        await this.syncOrders?.receiver.onSale(orders);
        return super.preSyncAllOrders(...arguments);
    },

    async closeSession() {
        const { tillGuard } = this;
        if ((await tillGuard.needServer(NEEDED.CLOSE)) && (await this._mayLeaveOrders())) {
            return super.closeSession(...arguments);
        }
    },

    /** Orders on their way stay where they are when a till closes; whoever closes it should know. */
    async _mayLeaveOrders() {
        await this.syncOrders?.ready;
        const { inbox = [], outbox = [] } = this.syncOrders?.getLoose() || {};
        if (!inbox.length && !outbox.length) {
            return true;
        }
        const close = await ask(this.dialog, {
            title: _t("Orders are on their way"),
            body: _t(
                "%(inbox)s orders of other tills wait here, and %(outbox)s of this till were not taken over yet. They wait for the next session until they expire.",
                { inbox: inbox.length, outbox: outbox.length }
            ),
            confirmLabel: _t("Close anyway"),
            cancelLabel: _t("Look at them"),
        });
        if (!close) {
            this.openSyncInbox();
        }
        return close;
    },
});
