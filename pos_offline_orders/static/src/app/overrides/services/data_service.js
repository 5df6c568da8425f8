import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import DeviceIdentifierSequence from "@point_of_sale/app/utils/devices_identifier_sequence";
import { Cancellations } from "../../cancel/cancellations";
import { OPEN_ORDERS, ORDER_CALLS } from "../../delivery/order_calls";
import { DeviceNumbers } from "../../numbering/device_numbers";
import { PaidLedger } from "../../paid/paid_ledger";
import { isPaidHere, keepPaid } from "../../paid/paid_records";
import { restoreSales } from "../../paid/restore_sales";
import { storeChildren, withChildren } from "../../repairs/order_children";
import { keepRefundsApart } from "../../repairs/refunds";
import { guardRecords, recordsForDisk } from "../../unsent/record_guard";
import { UnsentGuard } from "../../unsent/unsent_guard";
import { UnsentJournal } from "../../unsent/unsent_journal";

PosData.serviceDependencies.push("pos_outbox");

patch(PosData.prototype, {
    async setup(env, { pos_outbox: outbox }) {
        this.paidLedger = markRaw(new PaidLedger());
        this.paidAhead = new Set(); // uuids of paid orders that the server still calls drafts
        this.cancellations = outbox && markRaw(new Cancellations(outbox));
        return super.setup(...arguments);
    },

    /** Before the first order is made, the till knows again who it is and which numbers it has given. */
    async initializeDeviceIdentifier() {
        const { offlineStore: store, orm } = this;
        const numbers =
            store?.connection && new DeviceNumbers(store, new DeviceIdentifierSequence({ orm }));
        await numbers?.restore();
        await super.initializeDeviceIdentifier(...arguments);
        numbers?.follow(this.device);
    },

    async initData() {
        await this.cancellations?.load();
        await this.paidLedger.load(this.offlineStore);
        this.unsent = markRaw(new UnsentGuard(this.models));
        this.unsentJournal = markRaw(new UnsentJournal(this.models, this.unsent.known));
        await this.unsentJournal.load(this.offlineStore);
        guardRecords(this);
        keepRefundsApart(this.models);
        return super.initData(...arguments);
    },

    async loadInitialData() {
        return keepPaid(await super.loadInitialData(...arguments));
    },

    async intializeDataRelation() {
        await super.intializeDataRelation(...arguments);
        await restoreSales(this);
    },

    initListeners() {
        this.unsentJournal.follow();
        return super.initListeners(...arguments);
    },

    async call(model, method, args, ...rest) {
        const around = ORDER_CALLS[method];
        return around
            ? around(this, args, (each) => super.call(model, method, each, ...rest))
            : super.call(...arguments);
    },

    /** Whoever asks: what the server says of open orders is its word when it is loaded. */
    async execute({ method }) {
        const answer = await super.execute(...arguments);
        if (OPEN_ORDERS.has(method)) {
            this.unsent?.hear(answer?.dynamic_records || answer);
        }
        return answer;
    },

    async synchronizeLocalDataInIndexedDB() {
        this.unsentJournal.write();
        await storeChildren(this);
        return super.synchronizeLocalDataInIndexedDB(...arguments);
    },

    async synchronizeServerDataInIndexedDB(serverData = {}) {
        return super.synchronizeServerDataInIndexedDB(recordsForDisk(this, serverData));
    },

    async getLocalDataFromIndexedDB(data = false) {
        const tables = Object.keys(this.opts.databaseTable);
        const records = data || (await this.indexedDB.readAll(tables));
        return super.getLocalDataFromIndexedDB(await withChildren(this, records));
    },

    /**
     * Here the till has what was on its disk, and is about to read the server's: what was unsent is so
     * again before.
     *
     * An answer that is left out because it would reopen an order does not say that it is gone.
     */
    async checkAndDeleteMissingOrders(results) {
        this.unsentAtStart ||= this.unsentJournal.restore();
        const orders = results?.["pos.order"]?.filter((order) => !isPaidHere(order));
        const others = orders && { ...results, "pos.order": orders };
        return super.checkAndDeleteMissingOrders(others || results);
    },
});
