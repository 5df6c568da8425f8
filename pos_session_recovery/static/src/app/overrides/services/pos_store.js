import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { getPageInfo } from "@pos_offline_base/app/lib/page_info";
import { RecoveryCaseDialog } from "../../components/recovery_case_dialog/recovery_case_dialog";
import { RecoveryList } from "../../components/recovery_list/recovery_list";
import { removeKept } from "../../restore/leftovers";
import { PlaceCases } from "../../flow/place_cases";
import { SettledCases } from "../../decision/settled_cases";
import { getUnsoldQuestion } from "../../flow/unsold_guard";

const log = makeLogger("Recovery");

patch(PosStore.prototype, {
    async setup() {
        await super.setup(...arguments);
        const page = getPageInfo();
        const settled = new SettledCases(page);
        this.recoveryCases = new PlaceCases({
            pos: this,
            recovery: this.env.services.pos_session_recovery,
            page,
            settled,
            openDialog: (props) => this.dialog.add(RecoveryCaseDialog, props),
            openList: (props = {}) =>
                this.dialog.add(RecoveryList, { ...props, cases: this.recoveryCases }),
        });
        if (page && !this.recoveryCases.isOn) {
            settled.clear();
            removeKept(page, this.env.services.pos_offline_store);
        }
        this.settleRecovery();
    },

    /** Nothing that goes wrong here may stop a till. */
    async settleRecovery() {
        try {
            await this.recoveryCases?.settle();
        } catch (error) {
            log("settle", "A case has no answer", [error]);
        }
    },

    setCashier(cashier) {
        const before = this.cashier;
        super.setCashier(...arguments);
        if (cashier && before !== cashier) {
            this.settleRecovery();
        }
    },

    async pay() {
        return this.isStoppedByUnsold() ? undefined : super.pay(...arguments);
    },

    async validateOrderFast() {
        return this.isStoppedByUnsold() ? undefined : super.validateOrderFast(...arguments);
    },

    /** True, and said why, when the order holds products that are not sold any more. */
    isStoppedByUnsold(order = this.getOrder()) {
        const question = getUnsoldQuestion(this, order);
        if (question) {
            this.dialog.add(RecoveryCaseDialog, question);
        }
        return Boolean(question);
    },

    async processServerData() {
        await super.processServerData(...arguments);
        this.data.recovery?.attach(this);
    },

    async afterProcessServerData() {
        const result = await super.afterProcessServerData(...arguments);
        if (this.data.recovery?.page) {
            this.data.recovery.select();
        }
        return result;
    },

    async initServerData() {
        const result = await super.initServerData(...arguments);
        this.data.recovery?.start(); // nothing waits for it
        return result;
    },

    /** From the login, stock goes to its default page; a cashier whose place waits goes on there. */
    navigate() {
        const page = this.data.recovery?.enter(...arguments);
        return page ? super.navigate(page.screen, page.params) : super.navigate(...arguments);
    },

    removeOrder(order) {
        this.data.recovery?.keepDeleted(order);
        return super.removeOrder(...arguments);
    },
});
