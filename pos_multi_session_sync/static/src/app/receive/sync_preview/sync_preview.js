import { Component, markRaw, onWillDestroy, onWillStart, status, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { SyncLines } from "../sync_lines/sync_lines";

/** An order of another till, before one takes it over: its lines, and what would not be the same here. */
export class SyncPreview extends Component {
    static template = "pos_multi_session_sync.SyncPreview";
    static components = { Dialog, SyncLines };
    static props = {
        transfer: Object,
        onDone: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({
            payload: null,
            report: null,
            lines: {},
            failure: "",
            isBusy: false,
        });
        onWillStart(() => this._load());
        onWillDestroy(() => this.sync.receiver.endPreview(this.props.transfer));
    }

    get sync() {
        return this.pos.syncOrders;
    }

    get title() {
        const { order, sender } = this.props.transfer;
        return `${order.name} · ${sender.name}`;
    }

    get isContinued() {
        return this.sync.receiver.mayContinue(this.props.transfer);
    }

    /** It needs the server to say who gets it, unless this till has it already. */
    get mayDeliver() {
        const { isBusy, payload } = this.state;
        const isOffline = this.pos.data.network.offline;
        const mayClaim = !isOffline || this.isContinued;
        // Nobody takes what this till could not make an order of.
        return Boolean(!isBusy && payload && mayClaim && !this.isAllMissing);
    }

    get isAllMissing() {
        const { payload, report } = this.state;
        return Boolean(report) && report.missing.length === payload.lines.length;
    }

    get deliverLabel() {
        if (this.isContinued) {
            return _t("Continue");
        }
        return this.hasWarning ? _t("Take over anyway") : _t("Take it over");
    }

    get hasWarning() {
        const { report } = this.state;
        return Boolean(report && (report.difference || report.missing.length));
    }

    get differenceText() {
        const { report, payload } = this.state;
        return _t("Here it comes to %(here)s; its sender had %(there)s.", {
            here: this.money(report.total),
            there: this.money(payload.totals.total),
        });
    }

    money(amount) {
        return this.env.utils.formatCurrency(amount);
    }

    async deliver() {
        await this._work(async () => {
            const { order, report } = await this.sync.receiver.deliver(this.props.transfer);
            this._warnOfChange(report);
            this.pos.navigateToOrderScreen(order);
            this._finish();
        });
    }

    async giveBack() {
        const { transfer } = this.props;
        const reason = await makeAwaitable(this.dialog, TextInputPopup, {
            title: _t("Why do you give %s back?", transfer.order.name).toString(),
            placeholder: _t("Reason").toString(),
        });
        if (reason?.trim()) {
            await this._work(async () => {
                await this.sync.receiver.giveBack(transfer, reason.trim());
                this.notification.add(_t("Its sender gets it back."), { type: "success" });
                this.props.close();
            });
        }
    }

    async _load() {
        try {
            const { transfer } = this.props;
            const { payload, report, lines } = await this.sync.receiver.preview(transfer);
            Object.assign(this.state, { payload: markRaw(payload), report, lines: markRaw(lines) });
        } catch (error) {
            this.state.failure = this._explain(error);
        }
        if (status(this) === "destroyed") {
            this.sync.receiver.endPreview(this.props.transfer); // closed while it was read
        }
    }

    async _work(work) {
        this.state.isBusy = true;
        try {
            await work();
        } catch (error) {
            this.state.failure = this._explain(error);
            this.sync.puller.ring();
        } finally {
            this.state.isBusy = false;
        }
    }

    _explain(error) {
        if (["SyncTakenError", "UnusableOrderError"].includes(error.name)) {
            return error.message;
        }
        const message = error.data?.message;
        const isLost = _t(
            "The server did not answer. Try again when the connection is back."
        ).toString();
        return message || isLost;
    }

    /** It may have changed between the preview and now. */
    _warnOfChange(report) {
        const { difference } = this.state.report || {};
        if (report && report.difference !== difference && report.difference) {
            this.notification.add(_t("The total is not that of its sender. Check the order."), {
                type: "warning",
                sticky: true,
            });
        }
    }

    _finish() {
        this.props.close();
        this.props.onDone?.();
    }
}
