import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { realClock } from "@pos_offline_base/app/lib/clock";
import { whenIdle } from "@pos_offline_base/app/lib/when_idle";
import { CustomerForm } from "../../form/customer_form/customer_form";
import { CustomerNotices } from "../../queue/customer_notices";
import { CustomerQueue } from "../../queue/customer_queue";
import { CustomerSearch } from "../../search/customer_search";
import { tellCustomerWaits } from "../../queue/customer_requests";
import { isLocal, OrderCustomers } from "../../orders/order_customers";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const MANY = 1000; // customers
const PATIENCE = 3000; // ms that the server has to answer before the till's own form is opened

patch(PosStore.prototype, {
    async setup(env, { pos_data: { customerMemory: memory } }) {
        const { pos_outbox: outbox, notification } = env.services;
        this.customerSearch = markRaw(new CustomerSearch());
        // Stock sends paid orders while it starts: they name their customers then already.
        this.customerQueue = markRaw(new CustomerQueue(this, { outbox, memory }));
        this.orderCustomers = markRaw(new OrderCustomers(this.customerQueue, realClock));
        await super.setup(...arguments);
        this.customerQueue.start();
        new CustomerNotices(outbox, notification).start();
        this._warmSearch();
        this.models["res.partner"].addEventListener("update", ({ id }) => {
            const partner = this.models["res.partner"].get(id);
            if (partner) {
                this.customerSearch.forgetOne(partner);
            }
        });
    },

    /** The till is shown first: only to count 10,000 customers takes as long as to draw a screen. */
    _warmSearch() {
        whenIdle(() => {
            const partners = this.models["res.partner"].getAll();
            if (partners.length > MANY) {
                this.customerSearch.warm(partners, whenIdle);
            }
        });
    },

    /** What the till's user may do with customers without the server; null where the shop wants none. */
    getOfflineCustomers() {
        return (this.config.offline_customer_enabled && this.config._offline_customers) || null;
    },

    /** Stock's form comes from the server; ours where there is no server, or it does not know yet. */
    async editPartner(partner) {
        if (!this.getOfflineCustomers()) {
            return super.editPartner(...arguments);
        }
        const isOurs = partner && this.customerQueue.getMark(partner.id);
        if (!isOurs && (await this._serverAnswers())) {
            return super.editPartner(...arguments);
        }
        return this.editCustomerOffline(partner);
    },

    /** Open the till's own form; resolves to the customer, to nothing when it was closed. */
    async editCustomerOffline(partner, problem = "") {
        const { create, write } = this.getOfflineCustomers();
        if (partner ? !write : !create) {
            this.dialog.add(AlertDialog, {
                title: _t("You may not do this"),
                body: partner
                    ? _t("You may not change customers. Ask a manager to sign in on this till.")
                    : _t("You may not create customers. Ask a manager to sign in on this till."),
            });
            return;
        }
        return makeAwaitable(this.dialog, CustomerForm, {
            partner: partner || undefined,
            problem,
        });
    },

    async _serverAnswers() {
        const { pos_connection: monitor } = this.env.services;
        if (monitor?.isRunning) {
            return (await monitor.check()) !== "offline";
        }
        const asked = this.data.checkConnectivity().then(() => true);
        return (await withDeadline(asked, PATIENCE, () => false)) && !this.data.network.offline;
    },

    /**
     * For what asks the server about the order's customer by ways of its own.
     *
     * @returns {Promise<boolean>} whether the server knows the customer; if not, the cashier is told
     */
    async isCustomerOnServer(order = this.getOrder()) {
        await this.orderCustomers.before([order]);
        const partner = order.getPartner();
        if (isLocal(partner)) {
            tellCustomerWaits(this.dialog, partner.name);
        }
        return !isLocal(partner);
    },

    async preSyncAllOrders(orders) {
        await this.orderCustomers?.before(orders);
        return super.preSyncAllOrders(...arguments);
    },

    async postSyncAllOrders(orders) {
        this.orderCustomers?.after(orders);
        return super.postSyncAllOrders(...arguments);
    },
});
