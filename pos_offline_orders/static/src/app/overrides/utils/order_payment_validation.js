import { patch } from "@web/core/utils/patch";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { isSessionExpired } from "@pos_offline_base/app/connection/server_ping";
import { OtherSaleError } from "../../conflict/other_sale_error";
import { isRefusal } from "@pos_offline_base/app/errors/server_errors";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const log = makeLogger("Validation");
const MOMENT = 150; // ms
const DISK_PATIENCE = 1000; // ms; a disk that does not answer holds no receipt back

patch(OrderPaymentValidation.prototype, {
    /** The customer waits for this order; others that still wait to be sent follow by themselves. */
    async finalizeValidation() {
        this.pos.validatedUuid = this.orderUuid;
        this.pos.saleToNote = true;
        await this._lookAgain();
        try {
            return await super.finalizeValidation(...arguments);
        } finally {
            this.pos.validatedUuid = null;
            this.pos.saleToNote = false;
            await this._keepSale();
        }
    },

    /** What the receipt says is on the disk before it is shown; what is open again is no sale. */
    async _keepSale() {
        const { paidLedger } = this.pos.data;
        if (!this.order?.finalized) {
            paidLedger.strike(this.orderUuid); // waited for below, with what was noted
        }
        await withDeadline(paidLedger.settled(), DISK_PATIENCE);
    },

    /** The line may be back by now, a moment before the next ping would tell. */
    async _lookAgain() {
        const { connection, network } = this.pos.data;
        if (network.offline && connection?.isRunning) {
            await withDeadline(this.pos.data.checkConnectivity(), MOMENT);
        }
    },

    /**
     * Stock makes a paid order a draft again on any error of the server. That is right where the server
     * has looked at this order and refused it, before anybody saw a receipt. Signed out, a server in
     * trouble or another order's refusal say nothing about it: the customer has paid, so it stays paid.
     */
    handleValidationError(error) {
        if (error instanceof OtherSaleError) {
            return this._onOtherSale(error);
        }
        const isAboutThis =
            isRefusal(error) && (error.orderUuid ?? this.orderUuid) === this.orderUuid;
        if (!(error instanceof RPCError) || isAboutThis) {
            return super.handleValidationError(error);
        }
        log("handleValidationError", "Kept as paid", [error]);
        if (!isSessionExpired(error)) {
            this.pos.notification.add(
                _t("The server could not save this sale yet. It is kept here and sent again."),
                { type: "warning" }
            );
        }
        this.afterOrderValidation();
        return new ConnectionLostError();
    },

    /** The customer has paid here: the sale is kept, and somebody has to decide about it. */
    _onOtherSale(error) {
        this.pos.dialog.add(AlertDialog, {
            title: _t("This sale needs a manager"),
            body: error.message,
        });
        this.afterOrderValidation();
        return new ConnectionLostError();
    },
});
