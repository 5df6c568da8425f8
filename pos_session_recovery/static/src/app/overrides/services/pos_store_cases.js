import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { OpeningControlPopup } from "@point_of_sale/app/components/popups/opening_control_popup/opening_control_popup";
import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";
import { getPageInfo } from "@pos_offline_base/app/lib/page_info";
import { RecoveryCaseDialog } from "../../components/recovery_case_dialog/recovery_case_dialog";
import { RecoveryList } from "../../components/recovery_list/recovery_list";
import { removeKept } from "../../restore/leftovers";
import { PlaceCases } from "../../flow/place_cases";
import { SettledCases } from "../../decision/settled_cases";
import { getUnsoldQuestion } from "../../flow/unsold_guard";

const CONSOLE_COLOR = "#28ffeb";

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
            logPosMessage("Recovery", "settle", "A case has no answer", CONSOLE_COLOR, [error]);
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
});

patch(OrderPaymentValidation.prototype, {
    async validateOrder() {
        return this.pos.isStoppedByUnsold?.(this.order) ? false : super.validateOrder(...arguments);
    },
});

patch(OpeningControlPopup.prototype, {
    /** In a new session the register is opened first, then the orders of the one before are offered. */
    async confirm() {
        await super.confirm(...arguments);
        this.pos.settleRecovery?.();
    },
});
